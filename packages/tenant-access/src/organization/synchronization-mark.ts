/**
 * What vPlus had synchronized of an organization when it took a credential: only what began later proves that
 * credential. In the ids and times of vPlus alone, since its clock is not ours.
 */
export interface SynchronizationMark {
  tasks: string[];
  /** When the newest of them was made (epoch ms); null: there was none, or the server does not tell. */
  latest: number | null;
  /** Whether none of them was still running: then a later end can only be that of a later one. */
  idle: boolean;
  lastSynchronizedAt: number | null;
}
