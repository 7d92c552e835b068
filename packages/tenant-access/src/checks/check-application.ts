import { message } from '@vplus/messages';
import type { Check } from './check.ts';

/** What is there already under our name: an earlier one of this connection, a deleted one, a stranger. */
export const checkApplication: Check = {
  title: message('check-application.title'),

  async look({ reads, limits, connection: { choices } }) {
    const [application, { adoptable, deletedApplication }, sameName, deleted] = await Promise.all([
      reads.application(),
      limits(),
      reads.sameName(),
      reads.deleted(),
    ]);
    const adopts = choices.adoptApplication;
    const byHand = choices.writes === 'by-hand';
    if (application)
      return adopts === null
        ? { state: 'ok', finding: message('check-application.stays', { name: application.displayName }) }
        : {
            state: 'attention',
            finding: message('check-application.adopted', { name: application.displayName }),
            remedy: message(byHand ? 'check-application.given-back-by-hand' : 'check-application.given-back'),
          };
    if (adopts !== null)
      return {
        state: 'attention',
        finding: message('check-application.adopted-gone'),
      };
    if (deletedApplication)
      return {
        state: 'attention',
        finding: message('check-application.deleted', {
          name: deletedApplication.name,
          choice: byHand ? 'byHand' : choices.deletedApplication,
        }),
        ...(byHand ? {} : { remedy: message('check-application.choose-deleted') }),
      };
    if (adoptable.length > 0)
      return {
        state: 'attention',
        finding: message('check-application.same-name', { count: adoptable.length, name: choices.applicationName }),
        remedy: message('check-application.rename-or-adopt'),
      };
    if (!sameName || deleted === undefined)
      return {
        state: 'unknown',
        finding: message('check-application.bin-unread'),
      };
    return { state: 'ok', finding: message('check-application.none') };
  },
};
