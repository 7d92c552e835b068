import type { DisconnectPlannedStep } from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import type { StepContext } from '@vplus/reconciler';
import type { Connection, Readers } from '../ports.ts';
import type { PlannedChange } from './change.ts';

/** What the plan of a disconnect asks a step with: it looks, and what it looks with changes nothing. */
export type Undoing = StepContext<Readers, Connection>;

/** What a disconnect would do with what one step left. */
export interface Removal {
  does: Exclude<DisconnectPlannedStep['action'], 'ask'>;
  /** What goes and what stays, and why. */
  words: Words;
  /** All that `undo` may send, in its order; what only an answer will tell stands in braces. */
  changes: PlannedChange[];
}

export const removes = (words: Words, ...changes: PlannedChange[]): Removal => ({ does: 'remove', words, changes });

export const restores = (words: Words, ...changes: PlannedChange[]): Removal => ({ does: 'restore', words, changes });

export const stays = (words: Words): Removal => ({ does: 'keep', words, changes: [] });

/** An intent covers it and no look shows it: what shows by then is taken away. */
export const unseen = (words: Words, ...changes: PlannedChange[]): Removal => ({ does: 'check', words, changes });
