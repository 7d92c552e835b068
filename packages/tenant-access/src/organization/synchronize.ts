import type { VplusTask } from '@vplus/clients';
import type { StepContext } from '@vplus/reconciler';
import type { Connection, Services } from '../ports.ts';
import { failureOf, progressOf } from './synchronized-since.ts';

/** A secret that is minutes old may still be refused somewhere, so a first failure is not the last word. */
const pausesMs = [5_000, 20_000, 60_000];
const pollMs = { first: 500, longest: 10_000 };

/**
 * Has vPlus synchronize an organization, signing in with what it holds, and waits for the end. `null`: the task is gone,
 * so look again. A failed task: it went on failing.
 */
export async function synchronize(
  {
    services: { vplus, clock },
    report,
    signal,
  }: Pick<StepContext<Services, Connection>, 'services' | 'report' | 'signal'>,
  organizationGuid: string,
): Promise<VplusTask | null> {
  for (const pauseMs of [...pausesMs, null]) {
    const task = await ended(await vplus.synchronize(organizationGuid));
    if (task?.state !== 'failed' || pauseMs === null) return task;
    report({ detail: `${failureOf(task)} We try again in ${pauseMs / 1000} seconds.` });
    await clock.sleep(pauseMs, signal);
  }
  return null;

  async function ended(started: VplusTask): Promise<VplusTask | null> {
    let task: VplusTask | null = started;
    let told = '';
    for (let waitMs = pollMs.first; task?.state === 'running'; waitMs = Math.min(waitMs * 1.5, pollMs.longest)) {
      const detail = progressOf(task);
      if (detail !== told) report({ detail });
      told = detail;
      await clock.sleep(waitMs, signal);
      task = await vplus.task(task.guid);
    }
    return task;
  }
}
