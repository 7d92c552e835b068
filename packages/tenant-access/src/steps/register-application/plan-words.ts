import { message } from '@vplus/messages';
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
  };
}
