import type { StepRecord, UnwordedRow } from '@vplus/contracts';
import { type States, statesApart, withStates } from './states-apart.ts';

/** A step's record as its row keeps it: without its id and rows, and without what is empty. */
export interface StoredRecord extends Omit<StepRecord, 'id' | 'rows' | 'facts' | 'startedAt' | 'finishedAt'> {
  facts?: StepRecord['facts'];
  startedAt?: string | null;
  finishedAt?: string | null;
  rowStates?: States<UnwordedRow['state']>;
}

export interface StepInStore {
  record: StoredRecord;
  /** null: it shows none. */
  rows: Omit<UnwordedRow, 'state'>[] | null;
}

export function toStore({ id: _, rows: shown, facts, startedAt, finishedAt, ...record }: StepRecord): StepInStore {
  const { rows, states } = statesApart(shown);
  return {
    record: {
      ...record,
      ...(facts.length > 0 ? { facts } : {}),
      ...(startedAt === null ? {} : { startedAt }),
      ...(finishedAt === null ? {} : { finishedAt }),
      ...(rows.length > 0 ? { rowStates: states } : {}),
    },
    rows: rows.length > 0 ? rows : null,
  };
}

export function fromStore(id: string, { record, rows }: StepInStore): StepRecord {
  const { rowStates = 'pending', ...kept } = record;
  const nothing = { facts: [], startedAt: null, finishedAt: null };
  return { ...nothing, ...kept, id, rows: withStates(rows ?? [], rowStates) };
}
