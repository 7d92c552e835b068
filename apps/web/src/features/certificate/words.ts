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

/** What the certificate comes to, in one sentence. */
export function leadOf({ vplusServer, run }: Pick<RecordFacts, 'vplusServer' | 'run'>): string {
  const what = `What this assistant had set up in the tenant for the backup by “${vplusServer.name}”`;
  return run.state === 'done'
    ? `${what} was removed, as listed here.`
    : `${what} was removed as far as is listed here. Something is left for a person.`;
}

/** What became of the backups on vPlus. */
export function backupsOf({ disconnectPlan, steps }: Pick<RecordFacts, 'disconnectPlan' | 'steps'>): string {
  const name = disconnectPlan?.choices.deleteOrganization;
  if (name === undefined) return 'They were not deleted by this run.';
  const gone = steps.some(({ id, state }) => id === 'register-organization' && state === 'done');
  return gone
    ? `The organization “${name}” is gone from vPlus with its backups. Its deletion was approved.`
    : `It was approved to delete the organization “${name}” with its backups. What came of it stands below.`;
}

/** A step is done, too, where what it takes away was gone already or is somebody else's. */
export const meaningOfDone =
  '“Done” means that it was taken away or put back, or that nothing of this connection was left there.';

/** The confirmation of the plan is no removal. */
const isRemoval = ({ id }: Step): boolean => id !== 'confirm-plan';

export const goneOf = ({ steps }: RecordFacts): Step[] =>
  steps.filter((step) => isRemoval(step) && step.state === 'done');

/** What was not there, what is somebody else's, and what is left for a person. */
export const stayedOf = ({ steps }: RecordFacts): Step[] =>
  steps.filter((step) => isRemoval(step) && step.state !== 'done');
