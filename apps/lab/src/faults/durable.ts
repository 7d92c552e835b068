import { type Intent, LeaseLost, type StepRecord } from '@vplus/contracts';
import { render } from '@vplus/messages';
import type { Journal } from '@vplus/reconciler';
import type { Memory, Vault } from '@vplus/tenant-access';

/** What is on disk when a process dies: a run's records and sealed values, and what the connection remembers. */
export interface Durable {
  records: Record<string, StepRecord>;
  events: Told[];
  sealed: Record<string, string>;
  memory: Memory;
  /** What the runs since the last disconnect wrote down before they changed anything. */
  intents: Record<string, Intent>;
  /** Whose writes are accepted; an old worker's are not. */
  lease: number;
}

export interface Told {
  step: StepRecord;
  text: string;
  at: number;
}

export const nothingDurable = (): Durable => ({
  records: {},
  events: [],
  sealed: {},
  memory: {},
  intents: {},
  lease: 0,
});

/** What a write has proved of the lease serves for so long, as in the product. */
const provedMs = 500;

/**
 * The store as one worker sees it, with its semantics: what is noted `soon`, and what is remembered, waits for the next
 * write of the run and becomes durable with it, all at once and under the worker's lease; values are JSON. `around` is
 * told of every write and may end the process before it or after it. What only waits is gone when the process dies
 * before; a process that dies after it had time to write it down.
 */
export function storeOf(
  durable: Durable,
  lease: number,
  now: () => number,
  around: (what: string, write: () => void, options?: { waits: boolean }) => Promise<void>,
): {
  journal: Journal;
  vault: Vault;
  recall(): Promise<Memory>;
  remember(patch: Partial<Memory>): Promise<void>;
  stillHeld(): Promise<void>;
} {
  const waiting: (() => void)[] = [];
  const ours: Partial<Memory> = {};
  let provedAt = Number.NEGATIVE_INFINITY;
  const held = () => {
    if (durable.lease !== lease) throw new LeaseLost('of this attempt');
    provedAt = now();
  };
  const writeDown = () => {
    if (waiting.length === 0) return;
    held();
    for (const write of waiting.splice(0)) write();
  };
  const noted = (what: string, write: () => void, waits: boolean) => {
    waiting.push(write);
    return around(what, writeDown, { waits });
  };
  return {
    journal: {
      load: async () => {
        writeDown();
        return structuredClone(Object.values(durable.records));
      },
      record: (record, text, { soon = false } = {}) => {
        const step = structuredClone(record);
        const at = now();
        const write = () => {
          durable.records[step.id] = step;
          if (step.intent) durable.intents[step.id] ??= step.intent;
          durable.events.push({ step, text: render(text), at });
        };
        return noted(`record ${step.id} ${step.state}`, write, soon);
      },
    },
    vault: {
      seal: (purpose, value) =>
        around(`seal ${purpose}`, () => {
          durable.sealed[purpose] = value;
        }),
      open: async (purpose) => durable.sealed[purpose] ?? null,
      wipe: (purpose) =>
        around(`wipe ${purpose}`, () => {
          delete durable.sealed[purpose];
        }),
    },
    stillHeld: async () => {
      writeDown();
      if (now() - provedAt >= provedMs) held();
    },
    recall: async () => structuredClone({ ...durable.memory, ...ours }),
    remember: (patch) => {
      const kept = structuredClone(patch);
      Object.assign(ours, kept);
      return noted(`remember ${Object.keys(patch).join(' ')}`, () => Object.assign(durable.memory, kept), true);
    },
  };
}

/** What taking a run up again does to its records: what stopped it is asked anew. */
export function takeUpAgain(durable: Durable): void {
  for (const [id, step] of Object.entries(durable.records)) {
    if (!['failed', 'needs-you', 'cancelled'].includes(step.state)) continue;
    const { ask: _, problem: __, wait: ___, ...kept } = step;
    durable.records[id] = { ...kept, state: 'pending', finishedAt: null };
  }
}

/** A new run of the same connection: of the earlier ones there is what it remembers and what their intents cover. */
export const nextRun = ({ memory, intents, lease }: Durable, after?: 'undone'): Durable =>
  structuredClone({ ...nothingDurable(), memory, intents: after === 'undone' ? {} : intents, lease });
