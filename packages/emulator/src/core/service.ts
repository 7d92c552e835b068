import type { Inbox } from '../inbox/inbox.ts';
import type { Clock } from './clock.ts';
import type { World } from './world.ts';

export type ServiceName = 'identity' | 'graph' | 'sharepoint' | 'exchange' | 'vplus' | 'control' | 'management';

/** One request, whole: services are functions from a call to an answer, so that `$batch` can ask them too. */
export interface Call {
  service: ServiceName;
  method: string;
  /** Decoded no further than the URL class does it. */
  url: URL;
  /** Lower-case names; several values joined with a comma. */
  headers: Record<string, string>;
  body: Buffer;
  /** Set by a fault for this one request: read as a replica that is far behind. */
  stale?: boolean;
  /** The request's number in the log: what `$batch` names as the outer one of its items. */
  number?: number;
}

export interface Answer {
  status: number;
  headers?: Record<string, string | string[]>;
  /** A string or buffer is sent as it is; anything else as JSON. */
  body?: unknown;
  /** For the log: whether the world changed. Without it: a Graph or vPlus request other than GET that succeeded. */
  write?: boolean;
  /** What happens to the line: closed without an answer, or while the body arrives. */
  wire?: 'cut' | 'reset-in-body';
}

export interface RequestRecord {
  number: number;
  at: string;
  service: ServiceName;
  method: string;
  path: string;
  tenantId: string | null;
  clientId: string | null;
  status: number | null;
  /** Whether this request changed the world. */
  write: boolean;
  fault: string | null;
  /** For an item of a `$batch`: the number of the outer request. */
  batch: number | null;
  ms: number;
}

export type Origins = Record<ServiceName, string>;

/** What every service is given. */
export interface Cloud {
  world: World;
  clock: Clock;
  /** Plain-HTTP origins (vplus: https with its own self-signed certificate). */
  origins: Origins;
  /** The same services under https with the practice CA. */
  secureOrigins: Origins;
  log: RequestRecord[];
  /** What alerts arrived; no part of the world, so that none of it is in a snapshot. */
  inbox: Inbox;
  /** What of Graph's requests and answers is not in Microsoft's published schema; null: nobody looks. */
  schemaFaults: string[] | null;
  newId(): string;
  /** Runs a call through faults, log and its service, as if it had come by itself; `batch`: the outer number. */
  dispatch(call: Call, batch?: number): Promise<Answer>;
}

export interface Service {
  name: ServiceName;
  handle(call: Call, cloud: Cloud): Promise<Answer> | Answer;
}
