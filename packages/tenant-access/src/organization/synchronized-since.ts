import type { VplusOrganization, VplusTask } from '@vplus/clients';
import { signInRefusal } from '@vplus/contracts/refusals';
import { message, type Words } from '@vplus/messages';
import type { Memory, Readers } from '../ports.ts';
import type { SynchronizationMark } from './synchronization-mark.ts';

/** Of an organization that did not exist before. */
export const neverSynchronized: SynchronizationMark = { tasks: [], latest: null, idle: true, lastSynchronizedAt: null };

const rememberedTasks = 100;

/** The tasks before the organization: what had ended by then is in the time that the organization tells. */
export async function markOf({ vplus }: Pick<Readers, 'vplus'>, guid: string): Promise<SynchronizationMark> {
  const tasks = (await vplus.tasksOf(guid)).slice(0, rememberedTasks);
  const organization = (await vplus.organizations()).find((one) => one.guid === guid);
  const times = tasks.flatMap(({ createdAt }) => createdAt ?? []);
  return {
    tasks: tasks.map((task) => task.guid),
    latest: times.length > 0 ? Math.max(...times) : null,
    idle: tasks.every(({ state }) => state !== 'running'),
    lastSynchronizedAt: organization?.lastSynchronizedAt ?? null,
  };
}

/** What vPlus shows of a credential that it was handed. `trouble`: it worked, and the newest synchronization failed. */
export type Synchronized =
  | { is: 'proved'; trouble?: Words }
  | { is: 'running'; task: VplusTask }
  /** Microsoft refused what vPlus signs in with. */
  | { is: 'refused'; said: Words }
  | { is: 'failed'; said: Words }
  | { is: 'none' };

/** What the organization and its tasks (newest first) show since the mark. */
export function synchronizedSince(
  organization: Pick<VplusOrganization, 'lastSynchronizedAt'> | undefined,
  tasks: VplusTask[],
  mark: SynchronizationMark,
): Synchronized {
  const later = tasks.filter(
    ({ guid, createdAt }) =>
      !mark.tasks.includes(guid) && (mark.latest === null || createdAt === null || createdAt >= mark.latest),
  );
  const last = organization?.lastSynchronizedAt ?? null;
  const proved =
    later.some(({ state }) => state === 'finished') ||
    (mark.idle && last !== null && last !== mark.lastSynchronizedAt && last >= (mark.latest ?? last));
  const ended = later.find(({ state }) => state !== 'running');
  const said = ended?.state === 'failed' ? failureOf(ended) : undefined;
  if (ended && said && isSignInRefused(ended)) return { is: 'refused', said };
  if (proved) return { is: 'proved', ...(said ? { trouble: said } : {}) };
  const running = later.find(({ state }) => state === 'running');
  if (running) return { is: 'running', task: running };
  return said ? { is: 'failed', said } : { is: 'none' };
}

/** So much may the clock of the vPlus server be behind ours. */
const clockDifferenceMs = 60 * 60_000;

/**
 * A credential that was handed over before marks were kept has its time by our clock alone. An upgrade must not call a
 * right tenant wrong, so the benefit of the doubt is the tenant's; the next connect keeps a mark.
 */
export function markOfHandOver({ mark, at }: NonNullable<Memory['handedOver']>): SynchronizationMark {
  if (mark) return mark;
  return { tasks: [], latest: Date.parse(at) - clockDifferenceMs, idle: true, lastSynchronizedAt: null };
}

/** By Microsoft's number in what vPlus tells of a failed task; its words are never looked at. */
function isSignInRefused({ statusInfo }: VplusTask): boolean {
  const numbers = [...(statusInfo ?? '').matchAll(/AADSTS(\d+)/g)].map(([, number]) => Number(number));
  const problem = signInRefusal(numbers)?.problem;
  return problem !== undefined && credentialProblems.has(problem);
}

const credentialProblems = new Set<string>(['secret-wrong', 'secret-expired', 'certificate-mismatch']);

export const progressOf = ({ progress }: VplusTask): Words => message('organization.reading', { percent: progress });

/** With vPlus's own words, where it has some. */
export const failureOf = ({ statusInfo }: VplusTask): Words =>
  statusInfo ? message('organization.not-read-because', { said: statusInfo }) : message('organization.not-read');
