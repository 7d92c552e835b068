import type { Verb } from '@vplus/contracts';
import type { Caller } from './caller.ts';

/** Somebody tried what they may not: an entry of the audit log, and nobody waits for it. */
export type OnRefused = (caller: Caller, verb: Verb, about: { tenantId: string; runId?: string }) => void;
