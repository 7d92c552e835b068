import type { Words } from '@vplus/messages/message';
import type { Helper, ProblemCode } from '../problems.ts';

/** One of Microsoft's or vPlus's refusals in plain words, and who can act on it. */
export interface Meaning {
  helper: Helper;
  /** What the API calls it. */
  problem: ProblemCode;
  title: string;
  /** May hold names as `{tenant|your organization}`: the name where it is known, else the words after the bar. */
  sentence: string;
  remedy: string;
}

/** The same where it is worded only when it is sent: nothing of it is shown by a browser on its own. */
export type UnwordedMeaning = Omit<Meaning, 'title' | 'sentence' | 'remedy'> &
  Record<'title' | 'sentence' | 'remedy', Words>;
