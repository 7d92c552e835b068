import type { VplusTask } from '@vplus/clients';
import { Problem } from '@vplus/contracts';
import * as z from 'zod';
import { registerOrganization } from './register-organization.ts';
import { step } from './step.ts';

/** A secret that is minutes old may still be refused somewhere, so a first failure is not the last word. */
const pausesMs = [5_000, 20_000, 60_000];
const pollMs = { first: 500, longest: 10_000 };

/** vPlus has listed the users and sites of the tenant once. It may take hours and holds nothing else up. */
export const synchronizeInventory = step({
  id: 'synchronize-inventory',
  title: 'First synchronization',
  after: [registerOrganization.id],
  background: true,
  output: z.object({ organizationGuid: z.nullable(z.string()) }),
  waitingFor: 'vPlus is reading the tenant',
  budgetMs: 2 * 60 * 60_000,
  usualMs: 60_000,

  async find({ services: { vplus }, outputOf }) {
    const registered = outputOf(registerOrganization);
    if (!registered) return { is: 'cannot-look', why: 'The organization is not on vPlus yet' };

    const { organizationGuid } = registered;
    if (organizationGuid === null)
      return {
        is: 'there',
        as: 'not-possible',
        output: registered,
        detail: 'vPlus does not let us look: start it there.',
      };
    const [organizations, tasks] = await Promise.all([vplus.organizations(), vplus.tasksOf(organizationGuid)]);
    const synchronized = organizations.some(
      ({ guid, lastSynchronizedAt }) => guid === organizationGuid && lastSynchronizedAt !== null,
    );
    if (synchronized || tasks.some(({ state }) => state === 'finished'))
      return { is: 'there', output: registered, detail: 'vPlus has read the tenant.' };

    const [newest] = tasks;
    if (newest?.state === 'running') return { is: 'under-way', detail: progressOf(newest) };
    return { is: 'absent', ...(newest ? { detail: failureOf(newest) } : {}) };
  },

  async make({ services: { vplus, clock }, outputOf, report, signal }) {
    const registered = outputOf(registerOrganization);
    const organizationGuid = registered?.organizationGuid;
    if (!registered || !organizationGuid) return undefined;

    for (const pauseMs of [...pausesMs, null]) {
      const task = await ended(await vplus.synchronize(organizationGuid));
      if (task === null) return undefined;
      if (task.state === 'finished') return { is: 'there', output: registered, detail: 'vPlus has read the tenant.' };
      if (pauseMs === null) throw new Problem('inventory-sync-failed', task.statusInfo ?? undefined);
      report({ detail: `${failureOf(task)} We try again in ${pauseMs / 1000} seconds.` });
      await clock.sleep(pauseMs, signal);
    }

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
  },
});

const progressOf = ({ progress }: VplusTask) => `vPlus is reading the tenant: ${progress} %.`;
const failureOf = ({ statusInfo }: VplusTask) =>
  `vPlus could not read the tenant${statusInfo ? `: ${statusInfo.replace(/\.+$/, '')}` : ''}.`;
