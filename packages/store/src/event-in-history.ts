import type { StepRecord, UnwordedEvent, UnwordedStep } from '@vplus/contracts';
import type { Words } from '@vplus/messages';

/** What an event says of its run unless it says otherwise. */
const usual = { runState: 'working', connected: false, finishedAt: null, unchanged: false } as const;

type StandingTold = Pick<UnwordedEvent, keyof typeof usual>;

/** A step as an event keeps it: what it shares with the step's own row is read from there. */
type StepInHistory = Pick<UnwordedStep, 'id' | 'state'> & Partial<UnwordedStep>;

/** An event as it is kept: without what its columns say, and without what is usual. */
export interface EventInHistory extends Partial<StandingTold> {
  step?: StepInHistory;
  /** Absent: the detail of the step. */
  text?: Words;
}

export function inHistory(standing: StandingTold, text: Words, record?: StepRecord): EventInHistory {
  const { runState, connected, finishedAt, unchanged } = standing;
  const unusual = {
    ...(runState === usual.runState ? {} : { runState }),
    ...(connected === usual.connected ? {} : { connected }),
    ...(finishedAt === usual.finishedAt ? {} : { finishedAt }),
    ...(unchanged === usual.unchanged ? {} : { unchanged }),
  };
  if (!record) return { ...unusual, text };
  const isDetail = record.detail !== undefined && JSON.stringify(record.detail) === JSON.stringify(text);
  return { ...unusual, step: stepInHistory(record), ...(isDetail ? {} : { text }) };
}

function stepInHistory(record: StepRecord): StepInHistory {
  const { output: _, intent: __, made: ___, rows: ____, facts: _____, startedAt, finishedAt, ...step } = record;
  return {
    ...step,
    ...(startedAt === null ? { startedAt } : {}),
    ...(finishedAt === null ? {} : { finishedAt }),
  };
}

/** As it was told; title, beginning, rows and facts of its step are those of now. */
export function eventOf(kept: {
  number: number;
  at: Date;
  data: EventInHistory;
  title: Words | null;
  record: StepRecord | null;
}): UnwordedEvent {
  const { number, at, data, title, record } = kept;
  const { step, text = step?.detail ?? '', ...told } = data;
  const { rows = [], facts = [], startedAt = null } = record ?? {};
  const shown = step && { title: title ?? '', startedAt, finishedAt: null, rows, facts, ...step };
  return { ...usual, ...told, number, at: at.toISOString(), text, ...(shown ? { step: shown } : {}) };
}
