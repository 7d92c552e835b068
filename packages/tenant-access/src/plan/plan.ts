import type { CheckId, UnwordedCheck, UnwordedPlan } from '@vplus/contracts';
import type { CheckContext, Expected, Person } from '../checks/check.ts';
import { lookAtCheck, lookAtChecks } from '../checks/checks.ts';
import type { Connection, Readers } from '../ports.ts';
import { limitsOf, rulesOf } from '../tenant/limits.ts';
import { createReads } from '../tenant/reads.ts';
import { draftPlan } from './draft.ts';
import { hashOf } from './plan-hash.ts';

export interface CheckOptions {
  services: Readers;
  /** With the choices as they are wished for; the plan binds them by what the tenant allows. */
  connection: Connection;
  person: Person;
  expected: Expected;
}

export interface PlanOptions extends CheckOptions {
  madeAt: string;
  signal: AbortSignal;
}

/** A dry run: a look at every step and the checks beside it, nothing else. Throws what Microsoft refused. */
export async function makePlan({ madeAt, signal, ...options }: PlanOptions): Promise<UnwordedPlan> {
  const context = contextOf(options);
  const { services, connection, reads } = context;
  const [checks, { draft }] = await Promise.all([
    lookAtChecks(context),
    draftPlan({ services, connection, reads, limits: context.limits(), signal }),
  ]);
  return { ...draft, hash: hashOf(draft), madeAt, checks };
}

/** One check once more, alone. */
export const makeCheck = (id: CheckId, options: CheckOptions): Promise<UnwordedCheck> =>
  lookAtCheck(id, contextOf(options));

function contextOf(options: CheckOptions): CheckContext {
  const { services, connection } = options;
  const reads = createReads(services, connection);
  const now = services.clock.now();
  return {
    ...options,
    reads,
    rules: () => rulesOf(reads, connection, now),
    limits: () => limitsOf(reads, connection, now),
  };
}
