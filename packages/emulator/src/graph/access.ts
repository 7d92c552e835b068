import { type DirectoryRoleName, directoryRoles } from '../seed/roles.ts';
import type { Asked } from './asked.ts';
import { denied } from './refusal.ts';

/** Who may use a route: what the token must carry, and who the person behind a delegated token must be. */
export interface Access {
  /** Delegated scopes, least first, any one of which is enough; `a+b` means both. */
  scopes: readonly string[];
  /** Application roles, the same; none: not for app-only tokens. */
  appRoles: readonly string[];
  /** Directory roles, any one of which is enough; absent: everybody. Global Administrator is always meant. */
  people?: readonly DirectoryRoleName[];
  /** Ids of those who may although they have none of the roles: owners. */
  orElse?: (asked: Asked) => readonly string[];
  /** App-only tokens that need no permission here: those of the application itself. */
  self?: (asked: Asked) => boolean;
  /** How this workload words its refusal. */
  refusal?: { code: string; message: string };
}

export function allow(asked: Asked, access: Access): void {
  if (isAppOnly(asked) && access.self?.(asked)) return;
  if (!mayToken(asked, access) || !mayPerson(asked, access))
    throw denied(access.refusal?.code, access.refusal?.message);
}

export const isAppOnly = (asked: Asked) => asked.token.idtyp === 'app';

/** Whether the token carries one of these permissions, or one that includes it. */
export function carries(asked: Asked, permissions: readonly string[]): boolean {
  const granted = isAppOnly(asked) ? asked.token.roles : asked.token.scopes;
  if (granted.includes('Directory.AccessAsUser.All') && permissions.some((one) => ofDirectory.test(one))) return true;
  return permissions.some((permission) => permission.split('+').every((part) => includes(granted, part)));
}

/** What `Directory.AccessAsUser.All` covers: whatever the person may do in the directory. */
const ofDirectory =
  /^(Application|AppRoleAssignment|DelegatedPermissionGrant|Directory|Domain|Group|GroupMember|LicenseAssignment|Organization|RoleManagement|User)\./;

export function hasRole(asked: Asked, roles: readonly DirectoryRoleName[]): boolean {
  return ['Global Administrator' as const, ...roles].some((role) => asked.roles.includes(directoryRoles[role]));
}

function mayToken(asked: Asked, access: Access): boolean {
  return carries(asked, isAppOnly(asked) ? access.appRoles : access.scopes);
}

function mayPerson(asked: Asked, access: Access): boolean {
  if (isAppOnly(asked) || !access.people || hasRole(asked, access.people)) return true;
  return access.orElse?.(asked).includes(asked.token.oid) ?? false;
}

/** `X.ReadWrite` includes `X.Read`; full control of sites includes both. */
function includes(granted: string[], wanted: string): boolean {
  const wider = wanted.replace(/\.Read(?=\.|$)/, '.ReadWrite');
  return granted.some(
    (permission) =>
      permission === wanted ||
      permission === wider ||
      (wanted.startsWith('Sites.') && permission === 'Sites.FullControl.All'),
  );
}
