import { createHash } from 'node:crypto';
import { type DirectoryRole, type PermissionRow, type PlanView, Problem, type RunView } from '@vplus/contracts';
import { type Finding, look, type Step } from '@vplus/reconciler';
import { judgeAt } from './judge.ts';
import { confirmPlan } from './plan/confirm-plan.ts';
import type { Connection, Services } from './ports.ts';
import { grantPermissions } from './steps/grant-permissions.ts';
import { clientIdLabel, registerApplication } from './steps/register-application.ts';

/** What a waiting run asks of somebody who has the role that is missing. */
export interface Asked {
  steps: { id: string; title: string; text: string; anyOf: DirectoryRole[] }[];
  /** Titles of the steps that follow by themselves. */
  next: string[];
  /** Not granted yet. */
  permissions: PermissionRow[];
  anyOf: DirectoryRole[];
  /** Over all of it, and the plan: approved is only what was shown. */
  hash: string;
}

/** Exactly what is missing of a run, from its steps and the plan that it carries out. */
export function askedOf(run: RunView, plan: PlanView): Asked {
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
export function clientIdOf(run: RunView): string | null {
  const registered = run.steps.find(({ id }) => id === registerApplication.id);
  return registered?.facts.find(({ label }) => label === clientIdLabel)?.value ?? null;
}

/** One reader of a directory may be behind: a difference is believed when it was seen more than once. */
const enoughLooks = 3;
const betweenLooksMs = 1_000;

/**
 * The tenant is as it was shown to the approver. Throws plan-changed with the difference where it is not, and what
 * Microsoft refused. Before the application exists it must be as the plan was made; afterwards the run has changed it
 * itself, and the application that it made must be the one that is there, as planned.
 */
export async function confirmAsked(
  { run, plan }: { run: RunView; plan: PlanView },
  { services, connection, signal }: { services: Services; connection: Connection; signal: AbortSignal },
): Promise<void> {
  const clientId = clientIdOf(run);
  const step: Step<Services, Connection> = clientId ? registerApplication : confirmPlan({ plan, begun: false });
  for (let looks = 1; ; looks += 1) {
    const [seen] = await look({
      steps: [step],
      services,
      connection,
      journal: { load: async () => [], record: async () => undefined },
      clock: services.clock,
      signal,
      judge: judgeAt({ now: services.clock.now }),
      random: () => 0,
    });
    if (!seen) throw new Problem('unexpected');
    if (seen.finding.is === 'refused') throw seen.finding.error;
    const difference = clientId ? differenceOf(seen.finding, clientId) : unsettledOf(seen.finding);
    if (!difference) return;
    if (looks === enoughLooks) throw new Problem('plan-changed', difference, { differences: [difference] });
    await services.clock.sleep(betweenLooksMs, signal);
  }
}

/** Comparing with the plan ends by itself: in a refusal that names the difference, or there. */
const unsettledOf = (finding: Finding<unknown>): string | null =>
  finding.is === 'there' ? null : 'detail' in finding && finding.detail ? finding.detail : 'It differs from the plan.';

function differenceOf(finding: Finding<unknown>, clientId: string): string | null {
  if (finding.is === 'partly') return finding.detail ?? 'The application was changed.';
  if (finding.is !== 'there') return 'The application is not there any more.';
  const found = registerApplication.output.safeParse(finding.output).data?.appId;
  return found === clientId ? null : `Its place was taken by another application (${found}).`;
}
