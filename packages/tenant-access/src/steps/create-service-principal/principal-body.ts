import { notesOf, tagsOf } from '#application/naming.ts';
import type { Connection } from '#ports.ts';

/** Shows the application among the tenant's enterprise applications, where administrators look for it. */
export const listedTag = 'WindowsAzureActiveDirectoryIntegratedApp';

/** What our service principal should be: the step sends it, and the script for CLI for Microsoft 365 prints it. */
export const principalBody = (connection: Connection) => ({
  tags: [...tagsOf(connection), listedTag],
  notes: notesOf(connection),
  accountEnabled: true,
});
