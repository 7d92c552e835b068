import { directoryRoles } from '#cloud/seed/roles.ts';

/** Microsoft's name of a directory role, or its template id where it is none of those that matter here. */
export const roleName = (templateId: string): string =>
  Object.entries(directoryRoles).find(([, id]) => id === templateId)?.[0] ?? templateId;
