import type { Cloud } from '../core/service.ts';
import type { VplusOrganization, VplusTask } from '../core/world.ts';
import { readInventory } from './inventory.ts';

interface Outcome {
  state: 'FINISHED' | 'FAILED' | 'CANCELLED';
  statusInfo: string;
}

/** What asking Microsoft came to, null until it answered. Not part of the world: after a restore it is asked again. */
const askings = new WeakMap<VplusTask, { outcome: Outcome | null }>();

export function startTask(cloud: Cloud, organization: VplusOrganization, kind: VplusTask['kind']): VplusTask {
  const task: VplusTask = {
    guid: cloud.newId(),
    kind,
    organizationGuid: organization.guid,
    state: 'QUEUED',
    progress: 0,
    statusInfo: null,
    createdAt: cloud.clock.now(),
    startedAt: null,
    finishedAt: null,
  };
  cloud.world.vplus.tasks[task.guid] = task;
  ask(cloud, task, organization);
  return task;
}

/** Brings every open task to where the clock and Microsoft's answers have it now. */
export function settleTasks(cloud: Cloud): void {
  for (const task of Object.values(cloud.world.vplus.tasks)) {
    if (task.finishedAt !== null) continue;
    const share = passedShare(cloud, task);
    const outcome = outcomeOf(cloud, task, share);
    if (share >= 0.05 || outcome) task.startedAt ??= cloud.clock.now();
    if (outcome) {
      Object.assign(task, outcome, { finishedAt: cloud.clock.now() });
      if (outcome.state === 'FINISHED') finished(cloud, task);
    } else {
      task.progress = Math.min(99, Math.floor(share * 100));
      task.state = task.startedAt === null ? 'QUEUED' : 'RUNNING';
      task.statusInfo = task.kind === 'inventory-sync' ? 'Reading users and sites' : 'Trying the credentials';
    }
  }
}

/** How much of the time that such a task takes has passed; 1 and above: all of it. */
function passedShare(cloud: Cloud, task: VplusTask): number {
  const lasts = task.kind === 'inventory-sync' ? cloud.world.weather.vplus.synchronizationMs : 0;
  return lasts > 0 ? (cloud.clock.now() - task.createdAt) / lasts : 1;
}

function outcomeOf(cloud: Cloud, task: VplusTask, share: number): Outcome | null {
  const organization = cloud.world.vplus.organizations[task.organizationGuid];
  if (!organization) return { state: 'CANCELLED', statusInfo: 'The organization was deleted.' };
  const { outcome } = askings.get(task) ?? ask(cloud, task, organization);
  if (outcome?.state === 'FAILED') return outcome;
  if (!outcome || share < 1) return null;
  const failure = cloud.world.weather.vplus.synchronizationFails;
  return failure !== null && task.kind === 'inventory-sync' ? { state: 'FAILED', statusInfo: failure } : outcome;
}

function finished(cloud: Cloud, task: VplusTask): void {
  task.progress = 100;
  const organization = cloud.world.vplus.organizations[task.organizationGuid];
  if (organization && task.kind === 'inventory-sync') organization.lastSynchronizedAt = task.finishedAt;
}

function ask(cloud: Cloud, task: VplusTask, organization: VplusOrganization): { outcome: Outcome | null } {
  const asking: { outcome: Outcome | null } = { outcome: null };
  askings.set(task, asking);
  readInventory(cloud, organization).then(
    (statusInfo) => {
      asking.outcome = { state: 'FINISHED', statusInfo };
    },
    (error: unknown) => {
      asking.outcome = { state: 'FAILED', statusInfo: error instanceof Error ? error.message : String(error) };
    },
  );
  return asking;
}
