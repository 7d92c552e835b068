import { type BackOff, backOffMs } from '@vplus/back-off';
import type { VplusTask } from '@vplus/clients';
import { message, sentences } from '@vplus/messages';
import type { StepContext } from '@vplus/reconciler';
import type { Connection, Services } from '../ports.ts';
import { failureOf, progressOf } from './synchronized-since.ts';

/** A secret that is minutes old may still be refused somewhere, so a first failure is not the last word. */
const pausesMs = [5_000, 20_000, 60_000];
const looks: BackOff = { firstMs: 500, longestMs: 10_000, factor: 1.5 };

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
    report({ detail: sentences(failureOf(task), message('organization.try-again', { seconds: pauseMs / 1000 })) });
    await clock.sleep(pauseMs, signal);
  }
  return null;

  async function ended(started: VplusTask): Promise<VplusTask | null> {
    let task: VplusTask | null = started;
    let told = -1;
    for (let look = 0; task?.state === 'running'; look += 1) {
      if (task.progress !== told) report({ detail: progressOf(task) });
      told = task.progress;
      await clock.sleep(backOffMs(looks, look), signal);
      task = await vplus.task(task.guid);
    }
    return task;
  }
}
