import {
  type CheckState,
  isDone,
  type ReadOutcome,
  type RowView,
  type RunState,
  type StepState,
  type TenantState,
  type TenantSummary,
} from '@vplus/contracts';
import type { Tone } from '#ui/status.tsx';

interface Shown {
  tone: Tone;
  word: string;
}

/** One word and one icon for every state, the same on every screen. */
export const stepStates: Record<StepState, Shown> = {
  pending: { tone: 'idle', word: 'To do' },
  working: { tone: 'working', word: 'Working' },
  waiting: { tone: 'waiting', word: 'Waiting' },
  'needs-you': { tone: 'needs-you', word: 'Needs you' },
  done: { tone: 'ok', word: 'Done' },
  'done-with-attention': { tone: 'attention', word: 'Done, with a note' },
  'not-possible': { tone: 'impossible', word: 'Not possible here' },
  retired: { tone: 'retired', word: 'Retired' },
  'not-needed': { tone: 'idle', word: 'Nothing to do' },
  'not-looked-at': { tone: 'unknown', word: 'Not checked' },
  failed: { tone: 'failed', word: 'Failed' },
  cancelled: { tone: 'impossible', word: 'Cancelled' },
};

const outcomes: Record<ReadOutcome, Shown> = {
  answered: { tone: 'ok', word: 'Answered' },
  refused: { tone: 'attention', word: 'Refused' },
  unproved: { tone: 'unknown', word: 'Not proved' },
  nothing: { tone: 'impossible', word: 'Nothing to read' },
};

type Read = Pick<RowView, 'state' | 'outcome'> & { status?: number | null | undefined };

/** A read of the proof says what came of it; every other row says its state. */
export function rowShown({ state, outcome, status }: Read): Shown {
  if (!outcome) return stepStates[state];
  const { tone, word } = outcomes[outcome];
  if (outcome === 'answered' && state !== 'done') return { tone: 'attention', word: 'Answered, with limits' };
  return { tone, word: outcome === 'refused' && status ? `${word} (${status})` : word };
}

/** How many of the results of a step are good, in the words that fit them. */
export function countOf(rows: RowView[]): string {
  const isProof = rows.some(({ outcome }) => outcome);
  const good = rows.filter(({ state, outcome }) => (isProof ? outcome === 'answered' : isDone(state)));
  return `${good.length} of ${rows.length} ${isProof ? 'answered' : 'done'}`;
}

export const runStates: Record<RunState, Shown> = {
  queued: { tone: 'waiting', word: 'Starting' },
  working: stepStates.working,
  waiting: stepStates.waiting,
  'needs-you': stepStates['needs-you'],
  done: stepStates.done,
  'done-with-attention': stepStates['done-with-attention'],
  failed: stepStates.failed,
  cancelled: stepStates.cancelled,
};

export const tenantStates: Record<TenantState, Shown> = {
  connected: { tone: 'ok', word: 'Connected' },
  attention: { tone: 'attention', word: 'Attention' },
  working: { tone: 'working', word: 'Working' },
  'needs-you': { tone: 'needs-you', word: 'Needs you' },
  unfinished: { tone: 'attention', word: 'Unfinished' },
  failing: { tone: 'failed', word: 'Failing' },
  new: { tone: 'idle', word: 'New' },
  disconnected: { tone: 'impossible', word: 'Disconnected' },
};

/** A tenant as its list and its page show it: in the words of the run that connected it. */
export function tenantShown({ state, limits }: Pick<TenantSummary, 'state' | 'limits'>): Shown {
  const { tone, word } = tenantStates[state];
  return state === 'connected' && limits.length > 0 ? { tone, word: `${word}, with limits` } : { tone, word };
}

export const checkStates: Record<CheckState, Shown> = {
  ok: { tone: 'ok', word: 'OK' },
  attention: { tone: 'attention', word: 'Attention' },
  blocked: { tone: 'failed', word: 'Blocked' },
  unknown: { tone: 'unknown', word: 'Unknown' },
};
