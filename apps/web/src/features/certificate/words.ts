import type { RecordFacts, RecordView } from '@vplus/contracts';
import { integrityOf } from '#lib/record.ts';

/** Why there is no certificate of removal; null: there is one. */
export function whyNone(record: RecordView): string | null {
  const { verb, state } = record.facts.run;
  if (verb !== 'disconnect') return 'This run disconnected nothing.';
  if (integrityOf(record) === 'altered') return 'The record of this run was changed after the run ended.';
  if (integrityOf(record) === 'not-final') return 'The run has not ended.';
  if (state !== 'done' && state !== 'done-with-attention') return 'The run did not remove everything.';
  return null;
}

type Step = RecordFacts['steps'][number];

/** The confirmation of the plan is no removal. */
const isRemoval = ({ id }: Step): boolean => id !== 'confirm-plan';

export const goneOf = ({ steps }: RecordFacts): Step[] =>
  steps.filter((step) => isRemoval(step) && step.state === 'done');

/** What was not there, what is somebody else's, and what is left for a person. */
export const stayedOf = ({ steps }: RecordFacts): Step[] =>
  steps.filter((step) => isRemoval(step) && step.state !== 'done');
