import type { Chainer } from './chainer.ts';
import type { Sql } from './database.ts';
import type { Log } from './log.ts';
import type { Notifications } from './notifications.ts';
import type { Queue } from './queue.ts';
import type { Vault } from './vault.ts';

/** What the parts of the store work with. */
export interface Context {
  sql: Sql;
  queue: Queue;
  notifications: Notifications;
  vault: Vault;
  chainer: Chainer;
  log: Log;
  clock: { now(): number };
  /** A run that was taken more often than this without an end is failed. */
  maxTimesTaken: number;
}
