import type { UnwordedRow } from '@vplus/contracts';
import { type Meaning, workloadRefusals } from '@vplus/contracts/refusals';
import { message, sentences, type Words } from '@vplus/messages';
import { meansFor } from './consequences.ts';
import type { ReadSeen } from './seen.ts';

/** What the harmless reads of one service brought. */
export type Reading =
  /** Somebody's or something's was answered; `limit`: not everybody's is. */
  | { is: 'works'; limit?: { note: Words; remedy: Words } }
  /** The tenant has nothing of the kind: no failure, and no proof. */
  | { is: 'nothing'; note: Words }
  /** Nobody said no, and nothing was seen. */
  | { is: 'unproved'; note: Words; status: number | null }
  | Refused;

/** Refused although granted. */
export interface Refused {
  is: 'refused';
  status: number;
  /** Microsoft's own, or one of our catalogue. */
  code: string;
  note: Words;
  remedy?: Words;
  /** Why is known, and waiting does not help; else the service may only not know the application yet. */
  final: boolean;
}

/** Of a workload that the connection leaves out: not read, and no row of the proof. */
export const leftOut: Reading = { is: 'nothing', note: message('proof.left-out') };

/** In the words of the catalogue. */
export const refusedBy = (
  { codes: [code] = [''], ...meaning }: Meaning & { codes: readonly [string, ...string[]] },
  status: number,
  more: { remedy?: Words } = {},
): Refused => ({ is: 'refused', status, code, note: noteOf(meaning), final: true, ...more });

export const noteOf = ({ title, sentence }: Pick<Meaning, 'title' | 'sentence'>): Words =>
  message('text.titled', { title, sentence });

export const { mailboxesLimited } = workloadRefusals;

export interface Workload {
  key: string;
  label: Words;
  group: Words;
  /** Method and shape of the path. */
  request: string;
  reading: Reading;
}

export const seenOf = ({ key, request, reading }: Workload, at: string): ReadSeen => ({
  key,
  request,
  status: reading.is === 'works' ? 200 : 'status' in reading ? reading.status : null,
  outcome: reading.is,
  at,
  ...(reading.is === 'refused' ? { code: reading.code } : {}),
});

/** `patient`: a refusal may still be replication. */
export function rowOf({ key, label, group, reading }: Workload, patient: boolean): UnwordedRow {
  const row = { key, label, group };
  switch (reading.is) {
    case 'works':
      return reading.limit
        ? { ...row, state: 'done-with-attention', outcome: 'answered', note: reading.limit.note }
        : { ...row, state: 'done', outcome: 'answered', note: message('proof.answered') };
    case 'nothing':
      return { ...row, state: 'not-possible', outcome: 'nothing', note: reading.note };
    case 'unproved':
      return { ...row, state: 'done-with-attention', outcome: 'unproved', note: reading.note };
    case 'refused':
      if (patient && !reading.final) return { ...row, state: 'waiting', note: message('proof.not-ready') };
      return {
        ...row,
        state: 'done-with-attention',
        outcome: 'refused',
        status: reading.status,
        note: sentences(reading.note, meansFor(key)),
      };
  }
}
