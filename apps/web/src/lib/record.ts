import { queryOptions } from '@tanstack/react-query';
import { getRecord, type RecordedSealing, type RecordView, type RunView } from '@vplus/contracts';
import { api } from './api.ts';
import { queryKeys } from './query-keys.ts';

/** The record of a run: final once the run has ended, and read again whenever a live run changes. */
export const recordQuery = (runId: string, run?: Pick<RunView, 'state' | 'connected' | 'finishedAt'>) =>
  queryOptions({
    queryKey: queryKeys.record(runId, run?.state, run?.connected, run?.finishedAt),
    queryFn: ({ signal }) => api(getRecord, { params: { runId }, signal }),
    staleTime: 5_000,
  });

const sealedThings: Record<string, string> = {
  'graph-token': 'The administrator’s access',
  'client-secret': 'The application’s secret',
  'handed-in-secret': 'The secret that was handed in',
  'client-certificate': 'The application’s certificate with its key',
};

export const sealedThing = ({ purpose }: RecordedSealing): string => sealedThings[purpose] ?? purpose;

/** What the database keeps. While a sealed value is not deleted yet, the sentence says so. */
export const retentionWords = (sealed: RecordedSealing[]): string =>
  sealed.some(({ wipedAt }) => wipedAt === null)
    ? 'IDs, dates and this record; and, encrypted and for a day at most, what is shown as not deleted yet.'
    : 'IDs, dates and this record. No password, token or secret is kept.';

export type Integrity = 'as-recorded' | 'not-final' | 'altered';

/** Whether these are the facts whose hash was written into the history when the run ended. */
export function integrityOf({ hash, recorded }: RecordView): Integrity {
  if (!recorded) return 'not-final';
  return recorded.hash === hash ? 'as-recorded' : 'altered';
}
