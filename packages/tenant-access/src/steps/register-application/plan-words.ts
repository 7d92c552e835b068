import type { DeletedItem } from '@vplus/clients';
import type { Choices, UnwordedCall } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { call } from '#steps/planned-call.ts';
import { askedIn, type PlanWords, type Seen } from '#steps/seen.ts';

/** Registers it, adopts one, restores a deleted one or puts right what differs. */
export function planWords(seen: Seen): PlanWords {
  const { connection, application, deleted, finding } = seen;
  const { applicationName, adoptApplication, deletedApplication } = connection.choices;
  const count = askedIn(seen).length;
  if (adoptApplication)
    return {
      make: message('register-application.plan-adopts', {
        name: application?.displayName ?? applicationName,
        count,
      }),
    };
  if (application && finding.is === 'partly')
    return {
      make: message('register-application.plan-corrects'),
    };
  const restores = deleted && deletedApplication === 'restore';
  return {
    make: restores
      ? message('register-application.plan-restores', { name: deleted.displayName, count })
      : message('register-application.plan-registers', { name: applicationName, count }),
    ...(deleted ? { calls: fromTheBin(deleted, deletedApplication) } : {}),
  };
}

const fromTheBin = ({ id }: DeletedItem, choice: Choices['deletedApplication']): UnwordedCall[] =>
  choice === 'restore'
    ? [
        call('POST', `/directory/deletedItems/${id}/restore`, message('register-application.restores')),
        call(
          'POST',
          '/directory/deletedItems/{service principal}/restore',
          message('register-application.restores-identity'),
        ),
        call('POST', `/applications/${id}/removePassword`, message('register-application.removes-credentials')),
      ]
    : [call('DELETE', `/directory/deletedItems/${id}`, message('register-application.purges'))];
