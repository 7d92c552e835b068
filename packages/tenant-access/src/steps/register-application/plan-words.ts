import type { DeletedItem } from '@vplus/clients';
import type { Choices, PlannedCall } from '@vplus/contracts';
import { call } from '#steps/planned-call.ts';
import { askedIn, type PlanWords, type Seen } from '#steps/seen.ts';

/** Registers it, adopts one, restores a deleted one or puts right what differs. */
export function planWords(seen: Seen): PlanWords {
  const { connection, application, deleted, finding } = seen;
  const { applicationName, adoptApplication, deletedApplication } = connection.choices;
  const count = askedIn(seen).length;
  if (adoptApplication)
    return {
      make: `"${application?.displayName ?? applicationName}" is used: it gets our tags, and ${count} permissions are declared besides its own.`,
    };
  if (application && finding.is === 'partly')
    return {
      make: 'What differs from the plan is put right; everything else stays as it is.',
    };
  const restores = deleted && deletedApplication === 'restore';
  return {
    make: restores
      ? `"${deleted.displayName}" is restored from the deleted applications without its old credentials, with ${count} permissions declared.`
      : `"${applicationName}" is registered for this tenant only, with ${count} permissions declared.`,
    ...(deleted ? { calls: fromTheBin(deleted, deletedApplication) } : {}),
  };
}

const fromTheBin = ({ id }: DeletedItem, choice: Choices['deletedApplication']): PlannedCall[] =>
  choice === 'restore'
    ? [
        call('POST', `/directory/deletedItems/${id}/restore`, 'Restores the application'),
        call('POST', '/directory/deletedItems/{service principal}/restore', 'Restores its enterprise application'),
        call('POST', `/applications/${id}/removePassword`, 'Removes each credential of before'),
      ]
    : [call('DELETE', `/directory/deletedItems/${id}`, 'Purges the deleted application for good')];
