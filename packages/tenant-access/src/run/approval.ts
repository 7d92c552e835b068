import { createHash } from 'node:crypto';
import {
  type DirectoryRole,
  Problem,
  type UnwordedPermissionRow,
  type UnwordedPlan,
  type UnwordedRun,
} from '@vplus/contracts';
import { message, render, type Words } from '@vplus/messages';
import { type Finding, look } from '@vplus/reconciler';
import { type Offered, offeredBy } from '../permissions/offered.ts';
import type { Connection, Readers } from '../ports.ts';
import { grantPermissions } from '../steps/grant-permissions/step.ts';
import { judgeAt } from '../steps/judge.ts';
import { registerApplication } from '../steps/register-application/step.ts';

/** What a waiting run asks of somebody who has the role that is missing. */
export interface Asked {
  steps: { id: string; title: Words; text: Words; anyOf: DirectoryRole[] }[];
  /** Titles of the steps that follow by themselves. */
  next: Words[];
  /** Not granted yet. */
  permissions: UnwordedPermissionRow[];
  anyOf: DirectoryRole[];
  /** Over all of it, and the plan: approved is only what was shown. */
  hash: string;
}

/** Exactly what is missing of a run, from its steps and the plan that it carries out. */
export function askedOf(run: UnwordedRun, plan: UnwordedPlan): Asked {
  const steps = run.steps.flatMap(({ id, title, state, ask }) =>
    state === 'needs-you' && ask?.kind === 'role' ? [{ id, title, text: ask.text, anyOf: ask.anyOf ?? [] }] : [],
  );
  const next = run.steps.filter(({ state }) => state === 'pending').map(({ title }) => title);
  const settled = new Set(
    run.steps
      .find(({ id }) => id === grantPermissions.id)
      ?.rows.flatMap(({ key, state }) => (state === 'done' || state === 'not-possible' ? [key] : [])),
  );
  const permissions = plan.permissions.filter(({ key, state }) => state === 'new' && !settled.has(key));
  const anyOf = [...new Set(steps.flatMap((step) => step.anyOf))];
  const asked = [plan.hash, clientIdOf(run), steps.map(({ id }) => id), permissions.map(({ key }) => key)];
  const hash = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
  return { steps, next, permissions, anyOf, hash };
}

/** Of the application that a run has made or found so far. */
export function clientIdOf(run: UnwordedRun): string | null {
  const registered = run.steps.find(({ id }) => id === registerApplication.id);
  const value = registered?.facts.find(({ key }) => key === 'client-id')?.value;
  return value === undefined ? null : render(value);
}

/** One reader of a directory may be behind: a difference is believed when it was seen more than once. */
const enoughLooks = 3;
const betweenLooksMs = 1_000;

/**
 * The tenant is as it was shown to the approver. Throws plan-changed with the differences where it is not, and what
 * Microsoft refused.
 *
 * Compared is what everybody of the tenant sees alike, the application and what the tenant offers. The rest of a plan
 * depends on who looks: an approver sees policies that whoever made the plan could not read.
 */
export async function confirmAsked(
  { run, plan }: { run: UnwordedRun; plan: UnwordedPlan },
  { services, connection, signal }: { services: Readers; connection: Connection; signal: AbortSignal },
): Promise<void> {
  const clientId = clientIdOf(run);
  for (let looks = 1; ; looks += 1) {
    // What a tenant offers is remembered for each client: another one asks again.
    const graph = { ...services.graph };
    const [[seen], offered] = await Promise.all([
      look({
        steps: [registerApplication],
        services: { ...services, graph },
        connection,
        clock: services.clock,
        signal,
        judge: judgeAt({ now: services.clock.now }),
        random: () => 0,
      }),
      offeredBy(graph, connection.choices),
    ]);
    if (!seen) throw new Problem('unexpected');
    if (seen.finding.is === 'refused') throw seen.finding.error;
    const differences = [...applicationDifferences(seen.finding, clientId), ...offerDifferences(offered, plan)];
    const [first] = differences;
    if (!first) return;
    if (looks === enoughLooks) throw new Problem('plan-changed', first, { differences });
    await services.clock.sleep(betweenLooksMs, signal);
  }
}

function applicationDifferences(finding: Finding<unknown>, clientId: string | null): Words[] {
  const output = 'output' in finding ? finding.output : undefined;
  const found = registerApplication.output.safeParse(output).data?.appId ?? null;
  if (!found) return clientId ? [message('approval.application-gone')] : [];
  if (!clientId) return [message('approval.application-there', { clientId: found })];
  if (found !== clientId) return [message('approval.another-application', { clientId: found })];
  return finding.is === 'partly' ? [finding.detail ?? message('approval.application-changed')] : [];
}

/** A tenant that lost a service, or got one, is not the one of which the permissions were shown. */
function offerDifferences(offered: Offered[], plan: UnwordedPlan): Words[] {
  const now = new Set(offered.map(({ permission }) => permission.key));
  const planned = plan.permissions.filter(({ state }) => state === 'new' || state === 'granted');
  const lost = planned.filter(({ key }) => !now.has(key)).length;
  const gained = plan.permissions.filter(({ key, state }) => state === 'not-offered' && now.has(key)).length;
  return [
    ...(lost > 0 ? [message('approval.permissions-lost', { count: lost })] : []),
    ...(gained > 0 ? [message('approval.permissions-gained', { count: gained })] : []),
  ];
}
