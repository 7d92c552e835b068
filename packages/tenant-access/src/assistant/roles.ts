import type { DirectoryRole } from '@vplus/contracts';

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
export const roleNames: Record<DirectoryRole, string> = {
  'global-administrator': 'Global Administrator',
  'privileged-role-administrator': 'Privileged Role Administrator',
  'application-administrator': 'Application Administrator',
  'cloud-application-administrator': 'Cloud Application Administrator',
  'application-developer': 'Application Developer',
  'sharepoint-administrator': 'SharePoint Administrator',
  'exchange-administrator': 'Exchange Administrator',
  'security-administrator': 'Security Administrator',
  'global-reader': 'Global Reader',
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
  ask: string;
}

export const registering: RoleNeed = {
  anyOf: [
    'global-administrator',
    'application-administrator',
    'cloud-application-administrator',
    'application-developer',
  ],
  ask: 'This step needs a Global Administrator, an Application Administrator or a Cloud Application Administrator.',
};
export const granting: RoleNeed = {
  anyOf: ['global-administrator', 'privileged-role-administrator'],
  ask: 'Permissions of Microsoft Graph can be granted by a Global Administrator or a Privileged Role Administrator only.',
};

/**
 * https://learn.microsoft.com/graph/api/appmanagementpolicy-post names the application administrators as the least
 * roles that write; what they write rests on policies that a Global Reader may read.
 */
export const exempting: RoleNeed = {
  anyOf: ['global-administrator'],
  ask: 'An application can be exempted from a policy by a Global Administrator, or by an Application Administrator or Cloud Application Administrator who is also a Global Reader.',
};
const writers: DirectoryRole[] = ['application-administrator', 'cloud-application-administrator'];
/** Whether these roles together may read the policies and write an exemption. */
export const mayExempt = (roles: DirectoryRole[]): boolean =>
  roles.includes('global-administrator') ||
  (roles.includes('global-reader') && writers.some((role) => roles.includes(role)));

/** What everybody may read unless their organization has restricted it. */
export const reading: RoleNeed = {
  anyOf: ['global-administrator', 'global-reader', 'application-administrator', 'cloud-application-administrator'],
  ask: 'Your role may not read this here. A Global Administrator, a Global Reader or an Application Administrator may.',
};
