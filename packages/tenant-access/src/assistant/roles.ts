import type { DirectoryRole } from '@vplus/contracts';
import { message, type Words } from '@vplus/messages';

/** Role template ids, the same in every tenant: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const templateIds: Record<DirectoryRole, string> = {
  'global-administrator': '62e90394-69f5-4237-9190-012177145e10',
  'privileged-role-administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'application-administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'cloud-application-administrator': '158c047a-c907-4556-b7ef-446551a6b5f7',
  'application-developer': 'cf1c38e5-3621-4004-a7cb-879624dced7c',
  'sharepoint-administrator': 'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
  'exchange-administrator': '29232cdf-9323-42fd-ade2-1d097af3e4de',
  'security-administrator': '194ae4cb-b126-40b2-bd5b-6091b380977d',
  'global-reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
};

/** As Microsoft calls them. */
export const roleNames: Record<DirectoryRole, Words> = {
  'global-administrator': message('roles.global-administrator'),
  'privileged-role-administrator': message('roles.privileged-role-administrator'),
  'application-administrator': message('roles.application-administrator'),
  'cloud-application-administrator': message('roles.cloud-application-administrator'),
  'application-developer': message('roles.application-developer'),
  'sharepoint-administrator': message('roles.sharepoint-administrator'),
  'exchange-administrator': message('roles.exchange-administrator'),
  'security-administrator': message('roles.security-administrator'),
  'global-reader': message('roles.global-reader'),
};

/** The roles that matter here, from a token's `wids`; null: the token does not say, which is not the same as none. */
export function rolesOf(wids: readonly string[] | null): DirectoryRole[] | null {
  if (!wids) return null;
  const roles = Object.keys(templateIds) as DirectoryRole[];
  return roles.filter((role) => wids.includes(templateIds[role]));
}

/** What a step needs of whoever is signed in. */
export interface RoleNeed {
  anyOf: DirectoryRole[];
  /** To a person whose role is too low. */
  ask: Words;
}

export const registering: RoleNeed = {
  anyOf: [
    'global-administrator',
    'application-administrator',
    'cloud-application-administrator',
    'application-developer',
  ],
  ask: message('roles.needed-to-register'),
};
export const granting: RoleNeed = {
  anyOf: ['global-administrator', 'privileged-role-administrator'],
  ask: message('roles.needed-to-grant'),
};

/**
 * https://learn.microsoft.com/graph/api/appmanagementpolicy-post names the application administrators as the least
 * roles that write; what they write rests on policies that a Global Reader may read.
 */
export const exempting: RoleNeed = {
  anyOf: ['global-administrator'],
  ask: message('roles.needed-to-exempt'),
};
const writers: DirectoryRole[] = ['application-administrator', 'cloud-application-administrator'];
/** Whether these roles together may read the policies and write an exemption. */
export const mayExempt = (roles: DirectoryRole[]): boolean =>
  roles.includes('global-administrator') ||
  (roles.includes('global-reader') && writers.some((role) => roles.includes(role)));

/** What everybody may read unless their organization has restricted it. */
export const reading: RoleNeed = {
  anyOf: ['global-administrator', 'global-reader', 'application-administrator', 'cloud-application-administrator'],
  ask: message('roles.needed-to-read'),
};
