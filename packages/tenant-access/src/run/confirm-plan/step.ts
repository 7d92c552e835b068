import { Problem, type UnwordedDisconnectPlan, type UnwordedPlan } from '@vplus/contracts';
import { message, type Words } from '@vplus/messages';
import type { StepContext } from '@vplus/reconciler';
import * as z from 'zod';
import { reading } from '#assistant/roles.ts';
import { type DisconnectOptions, draftDisconnect } from '#plan/disconnect-draft.ts';
import { draftPlan } from '#plan/draft.ts';
import type { Connection, Memory, Readers } from '#ports.ts';
import { replicationBudgetMs, type TenantStep } from '#steps/define-step.ts';
import { limitsOf } from '#tenant/limits.ts';
import { createReads } from '#tenant/reads.ts';
import { differencesOf } from './differences.ts';
import { disconnectDifferencesOf } from './disconnect-differences.ts';

export const confirmPlanId = 'confirm-plan';

const Output = z.object({ planHash: z.nullable(z.string()) });

/** One replica that is behind must not look like somebody's change. */
const enoughLooks = 3;

export interface Approved {
  /** null: approved before plans were kept; there is nothing to compare with. */
  plan: UnwordedPlan | null;
  /** The run has written already: what it finds may be its own work, which it goes on with. */
  begun: boolean;
}

/** The same for a disconnect. */
export interface ApprovedDisconnect {
  plan: UnwordedDisconnectPlan;
  /** The run has taken away something already. */
  begun: boolean;
  intents: DisconnectOptions['intents'];
}

type ConfirmPlan = TenantStep<typeof confirmPlanId, z.infer<typeof Output>>;
type Context = StepContext<Readers, Connection>;

/**
 * The plan would still do what a person approved: neither the tenant nor this assistant has changed meanwhile.
 *
 * It stands before every other step of a connect, so that a run whose world has moved ends before its first write and
 * shows the difference. It looks at all steps at once, as the plan did, which costs one round trip.
 */
export const confirmPlan = ({ plan, begun }: Approved): ConfirmPlan =>
  confirming({ plan, begun }, async (approved, { services, connection, signal }) => {
    const reads = createReads(services, connection);
    const limits = limitsOf(reads, connection, services.clock.now());
    return differencesOf(approved, await draftPlan({ services, connection, reads, limits, signal }));
  });

/** A disconnect would still take away and restore what a person approved: before its first write, as in a connect. */
export const confirmDisconnect = ({ plan, begun, intents }: ApprovedDisconnect): ConfirmPlan =>
  confirming({ plan, begun }, async (approved, { services, connection, signal }) =>
    disconnectDifferencesOf(approved, await draftDisconnect({ services, connection, intents, signal })),
  );

function confirming<Plan extends { hash: string; madeAt: string }>(
  { plan, begun }: { plan: Plan | null; begun: boolean },
  compare: (plan: Plan, context: Context) => Promise<Words[]>,
): ConfirmPlan {
  let looks = 0;
  return {
    id: confirmPlanId,
    title: message('confirm-plan.title'),
    after: [],
    output: Output,
    waitingFor: message('confirm-plan.waiting'),
    budgetMs: 20 * 60_000,
    usualMs: 1_000,
    needs: { role: reading, scopes: [] },

    async find(context) {
      const there = { is: 'there' as const, output: { planHash: plan?.hash ?? null } };
      if (!plan || begun) return { ...there, detail: message('confirm-plan.goes-on') };

      const differences = await compare(plan, context);
      looks += 1;
      if (differences.length > 0 && looks < enoughLooks)
        return { is: 'under-way', detail: message('confirm-plan.looks-different') };
      if (differences.length > 0)
        throw new Problem('plan-changed', changedBy(plan, await context.services.recall()), { differences });
      return { ...there, detail: message('confirm-plan.unchanged') };
    },
  };
}

/** What this assistant did shortly before a plan was made may not have shown in it: that is nobody's change. */
function changedBy({ madeAt }: { madeAt: string }, { removed, handedOver, proof }: Memory): Words {
  const own = [removed?.at, handedOver?.at, proof?.at].flatMap((at) => (at ? [Date.parse(at)] : []));
  const sinceOwnMs = Date.parse(madeAt) - Math.max(0, ...own);
  const isOwn = sinceOwnMs >= 0 && sinceOwnMs < replicationBudgetMs;
  return message(isOwn ? 'confirm-plan.changed-by-last-run' : 'confirm-plan.changed');
}
