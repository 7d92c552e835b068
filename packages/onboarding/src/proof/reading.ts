import { RemoteError } from '@vplus/clients';
import { type Meaning, workloadRefusals } from '@vplus/contracts/refusals';
import type { Row } from '@vplus/reconciler';
import type { ReadSeen } from './seen.ts';

/** What one harmless read of a workload brought. */
export type Reading =
  | { is: 'works' }
  /** The tenant has nothing of the kind: no failure, and no proof. */
  | { is: 'nothing'; note: string }
  /** Granted, but of no use as it is; `remedy` where a person can change that. */
  | { is: 'limited'; note: string; remedy?: string; status: number }
  /** Refused although granted: a workload that does not know the application yet, or a rule of the tenant. */
  | { is: 'refused'; code: string; status: number };

/** Of a workload that the connection leaves out: not read, and no row of the proof. */
export const leftOut: Reading = { is: 'nothing', note: 'Left out of this connection.' };

/** A 400 or 403 is an answer about the workload (no licence, no access); every other refusal is thrown on. */
export async function reading(read: () => Promise<Reading>): Promise<Reading> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof RemoteError) || (error.fields.status !== 400 && error.fields.status !== 403)) throw error;
    const code = error.fields.code ?? String(error.fields.status);
    const { status } = error.fields;
    if (code !== 'ErrorAccessDenied') return { is: 'refused', code, status };
    return limitedBy(workloadRefusals.mailboxesLimited, status);
  }
}

/** Granted, and yet: in the words of the catalogue. */
export const limitedBy = (meaning: Meaning, status: number): Reading => ({
  is: 'limited',
  status,
  note: noteOf(meaning),
  remedy: meaning.remedy,
});

export const noteOf = ({ title, sentence }: Meaning): string => `${title}. ${sentence}`;

export interface Workload {
  key: string;
  label: string;
  group: string;
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
});

/** `patient`: a refusal may still be replication. */
export function rowOf({ key, label, group, reading }: Workload, patient: boolean): Row {
  const row = { key, label, group };
  if (reading.is === 'works') return { ...row, state: 'done', note: 'One harmless read was answered.' };
  if (reading.is === 'nothing') return { ...row, state: 'not-possible', note: reading.note };
  if (reading.is === 'limited') return { ...row, state: 'done-with-attention', note: reading.note };
  return patient
    ? { ...row, state: 'waiting', note: 'Not ready to answer yet.' }
    : { ...row, state: 'done-with-attention', note: `Granted, but refused with ${reading.code}.` };
}

/** What is left for a person, as one text. */
export function attentionOf(workloads: Workload[]): string | undefined {
  const texts = workloads.flatMap(({ label, reading }) => {
    if (reading.is === 'limited' && reading.remedy) return [`${label}: ${reading.note} ${reading.remedy}`];
    return reading.is === 'refused' ? [`${label}: granted, but refused with ${reading.code}.`] : [];
  });
  return texts.length > 0 ? texts.join(' ') : undefined;
}
