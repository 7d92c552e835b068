import { exchangePermissions } from './exchange-permissions.ts';
import { graphPermissions } from './graph-permissions.ts';
import type { Permission } from './permission.ts';
import { sharePointPermissions } from './sharepoint-permissions.ts';

/** Everything that the vendor's page asks for: the exact list stays the default. */
export const permissions: Permission[] = [...graphPermissions, ...exchangePermissions, ...sharePointPermissions];
