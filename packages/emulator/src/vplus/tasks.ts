import { z } from 'zod';
import type { Answer, Call, Cloud } from '../core/service.ts';
import type { VplusTask } from '../core/world.ts';
import { read, refused } from './answers.ts';
import { list } from './lists.ts';
import { startTask } from './task-state.ts';

/** Other kinds of sources are named by other keys (`hypervisorManagers`, …) and are not on this server. */
const Synchronization = z.strictObject({ m365Organizations: z.array(z.object({ guid: z.string() })).length(1) });

/** `/tasks`, `/tasks/{guid}` and `/tasks/inventory-sync` */
export function tasks(call: Call, cloud: Cloud, rest: string[]): Answer {
  const [name, ...more] = rest;
  if (more.length > 0) return refused(404, 'There is no such task.');
  if (name === undefined)
    return call.method === 'GET' ? listed(call, cloud) : refused(405, 'Start a task by its kind.');
  if (name === 'inventory-sync' && call.method === 'POST') return synchronize(call, cloud);
  const task = cloud.world.vplus.tasks[name];
  if (!task) return refused(404, 'There is no such task.');
  return call.method === 'GET' ? { status: 200, body: shown(task, cloud) } : refused(405, 'A task is only read.');
}

/** Newest first. Checks of credentials are listed only when they are asked for by `type`. */
function listed(call: Call, cloud: Cloud): Answer {
  const type = call.url.searchParams.get('type') ?? 'INVENTORY_SYNC';
  const organization = call.url.searchParams.get('m365Organization');
  const wanted = Object.values(cloud.world.vplus.tasks)
    .filter((task) => nameOf(task) === type && (organization === null || task.organizationGuid === organization))
    .reverse();
  return list(
    call,
    wanted.map((task) => shown(task, cloud)),
    (task) => task.m365Organization.guid,
  );
}

function synchronize(call: Call, cloud: Cloud): Answer {
  const body = read(call, Synchronization);
  if ('refusal' in body) return body.refusal;
  const organization = cloud.world.vplus.organizations[body.value.m365Organizations[0]?.guid ?? ''];
  if (!organization) return refused(400, 'There is no such Microsoft 365 organization.');
  return { status: 200, body: shown(startTask(cloud, organization, 'inventory-sync'), cloud) };
}

function shown(task: VplusTask, cloud: Cloud) {
  return {
    guid: task.guid,
    type: { name: nameOf(task) },
    state: { name: task.state },
    progress: task.progress,
    statusInfo: task.statusInfo,
    m365Organization: {
      guid: task.organizationGuid,
      name: cloud.world.vplus.organizations[task.organizationGuid]?.name ?? null,
    },
    createdAt: task.createdAt,
    startedAt: task.startedAt,
    finishedAt: task.finishedAt,
  };
}

function nameOf(task: VplusTask): string {
  return task.kind.toUpperCase().replace('-', '_');
}
