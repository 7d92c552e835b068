import * as z from 'zod/mini';

/** What the table can be sorted by, in the order of its columns. */
export const Sort = z.enum(['name', 'state', 'permissions', 'expires', 'checked', 'server']);
export type Sort = z.infer<typeof Sort>;

export const sortNames: Record<Sort, string> = {
  name: 'Tenant',
  state: 'State',
  permissions: 'Permissions',
  expires: 'Credential',
  checked: 'Last seen at Microsoft',
  server: 'vPlus server',
};
