import { createHash } from 'node:crypto';
import type { DirectoryRole, PermissionRow, PlanView, RunView } from '@vplus/contracts';
import { look } from '@vplus/reconciler';
import { judgeAt } from './judge.ts';
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

/**
 * What was shown to the approver and is not so any more: the application that the run made was changed, replaced or
 * deleted. In words; empty: it is as it was. Throws what Microsoft refused.
 */
export async function changedSince(
  run: RunView,
  { services, connection, signal }: { services: Services; connection: Connection; signal: AbortSignal },
): Promise<string[]> {
  const clientId = clientIdOf(run);
  if (!clientId) return [];
  const [seen] = await look({
    steps: [registerApplication],
    services,
    connection,
    journal: { load: async () => [], record: async () => undefined },
    clock: services.clock,
    signal,
    judge: judgeAt({ now: services.clock.now }),
    random: () => 0,
  });
  if (!seen || seen.finding.is === 'absent') return ['The application is not there any more.'];
  if (seen.finding.is === 'refused') throw seen.finding.error;
  if (seen.finding.is === 'partly') return [seen.finding.detail ?? 'The application was changed.'];
  const { output } = seen.finding as { output?: unknown };
  const found = registerApplication.output.safeParse(output).data?.appId;
  return found === clientId ? [] : [`Its place was taken by another application (${found ?? 'unknown'}).`];
}
