import type { Store } from '@vplus/store';
import type { Logger } from 'pino';
import type { Authority } from './authority.ts';
import type { Identify } from './caller.ts';
import type { Settings } from './env.ts';
import type { OnBehalfOf } from './on-behalf-of.ts';
import type { OnRefused } from './on-refused.ts';
import type { Outside } from './outside.ts';

/** What the routes are made of; put together in main.ts. */
export interface Parts {
  settings: Settings;
  store: Store;
  outside: Outside;
  authority: Authority;
  onRefused: OnRefused;
  identify: Identify;
  onBehalfOf: OnBehalfOf;
  log: Logger;
  version: string;
  /** Aborted when the process is asked to stop: streams end, the browser comes back elsewhere. */
  stopping: AbortSignal;
  /** How often a stream shows that it is alive and asks again whether it may go on. */
  heartbeatMs: number;
}
