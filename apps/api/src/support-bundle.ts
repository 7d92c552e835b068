import type { SupportBundle, UnwordedEvent } from '@vplus/contracts';
import { Problem } from '@vplus/contracts';
import { redact } from '@vplus/contracts/redact';
import { rendered } from '@vplus/messages';
import type * as z from 'zod/mini';
import type { Parts } from './parts.ts';

/** All that is kept of a run, for whoever helps. */
export async function supportBundle(parts: Parts, runId: string): Promise<z.input<typeof SupportBundle>> {
  const { settings, store, outside, version } = parts;
  const [run, row, events] = await Promise.all([store.runView(runId), store.run(runId), store.events(runId, 0)]);
  const tenant = run && (await store.tenant(run.tenantId));
  if (!run || !row || !tenant) throw new Problem('not-found');
  const plan = row.planHash ? await store.plan(row.connectionId, row.planHash) : null;
  const { state, permissionsGranted, permissionsWanted, credentialExpiresAt, checkedAt } = tenant;
  const bundle: z.input<typeof SupportBundle> = {
    version: 1,
    madeAt: new Date(outside.clock.now()).toISOString(),
    product: { version, node: process.version, practice: settings.practice !== null },
    run,
    events,
    problems: problemsIn(events),
    plan: plan && { hash: plan.hash, madeAt: plan.madeAt, choices: plan.choices, checks: plan.checks },
    tenant: {
      state,
      permissionsGranted,
      permissionsWanted,
      credentialExpiresAt,
      checkedAt,
      runs: tenant.runs.length,
    },
  };
  // Worded first: names stand in the parameters of messages.
  return redact(rendered(bundle), [run.startedBy, ...tenant.history.map(({ who }) => who)]);
}

/** A refusal is shown until the step gets on: told once, when it was new. */
function problemsIn(events: UnwordedEvent[]): z.input<typeof SupportBundle>['problems'] {
  const told = new Map<string, string>();
  return events.flatMap(({ at, step }) => {
    if (!step) return [];
    const text = JSON.stringify(step.problem);
    const isNew = step.problem !== undefined && told.get(step.id) !== text;
    told.set(step.id, text);
    return isNew && step.problem ? [{ at, stepId: step.id, problem: step.problem }] : [];
  });
}
