import { uniqueNameOf } from '#naming.ts';
import { call } from '#plan/planned-call.ts';
import { askedIn, type PlanWords, type Seen } from '#plan/seen.ts';

/** Registers it, adopts one, restores a deleted one or puts right what differs. */
export function planWords(seen: Seen): PlanWords {
  const { connection, application, deleted, finding } = seen;
  const { applicationName, adoptApplication, deletedApplication } = connection.choices;
  const upsert = `/applications(uniqueName='${uniqueNameOf(connection)}')`;
  const count = askedIn(seen).length;
  if (adoptApplication)
    return {
      make: `"${application?.displayName ?? applicationName}" is used: it gets our tags, and ${count} permissions are declared besides its own.`,
      calls: [call('PATCH', `/applications/${adoptApplication}`, 'Adds our tags and the declared permissions')],
    };
  if (application && finding.is === 'partly')
    return {
      make: 'What differs from the plan is put right; everything else stays as it is.',
      calls: [call('PATCH', `/applications/${application.id}`, 'Only what differs')],
    };
  const restores = deleted && deletedApplication === 'restore';
  return {
    make: restores
      ? `"${deleted.displayName}" is restored from the deleted applications without its old credentials, with ${count} permissions declared.`
      : `"${applicationName}" is registered for this tenant only, with ${count} permissions declared.`,
    calls: [
      // The name is taken as long as the deleted one lies in the bin: the first try is refused and changes nothing.
      call('PATCH', upsert, 'Name, audience, tags and declared permissions in one', deleted ? 2 : 1),
      ...(deleted
        ? restores
          ? [
              call('POST', `/directory/deletedItems/${deleted.id}/restore`, 'Restores the application'),
              call(
                'POST',
                '/directory/deletedItems/{service principal}/restore',
                'Restores its enterprise application',
              ),
              call('POST', `/applications/${deleted.id}/removePassword`, 'Removes each credential of before'),
            ]
          : [call('DELETE', `/directory/deletedItems/${deleted.id}`, 'Purges the deleted application for good')]
        : []),
    ],
  };
}
