import { RemoteError, type RemoteErrorFields } from '@vplus/clients';
import { message, type Words } from '@vplus/messages';
import type { Readers } from '../ports.ts';
import { mailboxesLimited, noteOf, type Reading, type Refused, refusedBy } from './reading.ts';

export interface Attempt<Candidate> {
  /** Who or what is asked, one after the other, until one answers. */
  candidates: Candidate[];
  /** `none`: this one has nothing of the kind. What is thrown is a refusal of this one as well. */
  read(candidate: Candidate): Promise<'answered' | 'none' | Refused>;
  /** Why there is nothing to read where nobody has anything. */
  nothing: Words;
  /** The longest that is waited altogether for a service that is busy. */
  patienceMs?: number;
}

/** Most that are asked for one service: who is first in a list says nothing of the others. */
const mostCandidates = 6;
const pausesMs = [1_000, 4_000, 10_000];
const usualPatienceMs = 30_000;

/**
 * Reads of one service with as many candidates as it takes. No answer of a single one decides: the first that answers
 * does, then a refusal, then that nothing could be seen. A token that is not accepted is shown once more: whoever
 * answered may not know it yet. Never throws what a remote system said.
 */
export async function attempt<Candidate>(
  { clock }: Pick<Readers, 'clock'>,
  { candidates, read, nothing, patienceMs = usualPatienceMs }: Attempt<Candidate>,
): Promise<Reading> {
  let left = candidates.slice(0, mostCandidates);
  const refusals: Refused[] = [];
  let waitedMs = 0;
  for (let round = 0; ; round += 1) {
    const again: { candidate: Candidate; fields: RemoteErrorFields }[] = [];
    for (const candidate of left)
      try {
        const found = await read(candidate);
        if (found === 'answered') return refusals.some(isLimit) ? limited : { is: 'works' };
        if (found !== 'none') refusals.push(found);
      } catch (error) {
        const fields = refusalIn(error);
        if (isPassing(fields) || (round === 0 && fields.status === 401)) again.push({ candidate, fields });
        else refusals.push(refusedWith(fields));
      }
    const [first] = again;
    const refusal = refusals.find(isLimit) ?? refusals[0];
    if (!first) return refusal ?? { is: 'nothing', note: nothing };
    const pauseMs = Math.max(pausesMs[round] ?? Infinity, ...again.map(({ fields }) => fields.retryAfterMs ?? 0));
    waitedMs += pauseMs;
    if (waitedMs > patienceMs)
      return refusal ?? (isPassing(first.fields) ? unproved(first.fields) : refusedWith(first.fields));
    await clock.sleep(pauseMs);
    left = again.map(({ candidate }) => candidate);
  }
}

const limited: Reading = {
  is: 'works',
  limit: { note: noteOf(mailboxesLimited), remedy: mailboxesLimited.remedy },
};

/** Of one candidate. What a code of Exchange means the catalogue knows; the rest is told as it came. */
export function refusedWith({
  status = 0,
  code = String(status),
}: Pick<RemoteErrorFields, 'status' | 'code'>): Refused {
  if (code === limitCode) return refusedBy(mailboxesLimited, status, { remedy: mailboxesLimited.remedy });
  return { is: 'refused', status, code, note: message('proof.refused-with', { code }), final: false };
}

export const unproved = ({ status = null, failure }: { status?: number | null; failure: string }): Reading => ({
  is: 'unproved',
  status,
  note: status === null || failure !== 'refused' ? message('proof.no-answer') : message('proof.busy', { status }),
});

/** Of what a remote system said or failed to say; everything else is an error of ours, and an end is an end. */
export function refusalIn(error: unknown): RemoteErrorFields {
  if (!(error instanceof RemoteError) || error.fields.failure === 'aborted') throw error;
  return error.fields;
}

const [limitCode] = mailboxesLimited.codes;
const isLimit = ({ code }: Refused): boolean => code === limitCode;

/** Says nothing of what was asked for: too busy, or no whole answer. A SOAP fault comes with 500 and is an answer. */
export function isPassing({ failure, status = 0, service, code }: RemoteErrorFields): boolean {
  if (failure !== 'refused' || status === 408 || status === 429) return true;
  if (status < 500) return false;
  return !(service === 'exchange' && status === 500 && code !== undefined && !passingFaults.has(code));
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode */
const passingFaults = new Set([
  'ErrorServerBusy',
  'ErrorInternalServerTransientError',
  'ErrorInternalServerError',
  'ErrorTimeoutExpired',
  'ErrorMailboxStoreUnavailable',
  'ErrorConnectionFailed',
  'ErrorExceededConnectionCount',
]);
