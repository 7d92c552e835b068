import type { Check } from './check.ts';

/** What is there already under our name: an earlier one of this connection, a deleted one, a stranger. */
export const checkApplication: Check = {
  title: 'An earlier application',

  async look({ reads, limits, connection: { choices } }) {
    const [application, { adoptable, deletedApplication }, sameName, deleted] = await Promise.all([
      reads.application(),
      limits(),
      reads.sameName(),
      reads.deleted(),
    ]);
    const adopts = choices.adoptApplication;
    if (application)
      return adopts === null
        ? { state: 'ok', finding: `"${application.displayName}" of this connection is there and stays.` }
        : {
            state: 'attention',
            finding: `"${application.displayName}" was made by somebody else and is adopted, as you chose. It gets our tags and permissions beside its own.`,
            remedy: 'Disconnecting gives it back as it was; it is not deleted.',
          };
    if (adopts !== null)
      return {
        state: 'attention',
        finding: 'The application that was to be adopted no longer exists. The plan creates a new one.',
      };
    if (deletedApplication)
      return {
        state: 'attention',
        finding: `"${deletedApplication.name}" of this connection is among the deleted applications and still holds its name. ${
          choices.deletedApplication === 'restore'
            ? 'The plan restores it without its old credentials.'
            : 'The plan deletes it permanently and creates a new one.'
        }`,
        remedy: 'Choose under “Your choices” whether it is restored or deleted permanently.',
      };
    if (adoptable.length > 0)
      return {
        state: 'attention',
        finding: `There ${adoptable.length === 1 ? 'is an application' : `are ${adoptable.length} applications`} of the name "${choices.applicationName}" that this assistant did not make. The plan leaves ${adoptable.length === 1 ? 'it' : 'them'} alone and makes one beside.`,
        remedy: 'Give the new one another name, or adopt the one that is there.',
      };
    if (!sameName || deleted === undefined)
      return {
        state: 'unknown',
        finding:
          'None is in use. We could not check with your role whether a deleted one still holds the name; the run finds out.',
      };
    return { state: 'ok', finding: 'There is none. A new one is created.' };
  },
};
