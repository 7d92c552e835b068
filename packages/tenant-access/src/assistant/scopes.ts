/** For applications, their enterprise applications and their credentials. */
export const applicationScope = 'Application.ReadWrite.All';

/** For what an application is granted. */
export const grantScope = 'AppRoleAssignment.ReadWrite.All';

/** Delegated scopes of Microsoft Graph without which no run can do its work. */
export const neededScopes = ['User.Read', applicationScope, grantScope];

/** For checks only: without them a check says "unknown" and the run works all the same. */
export const checkScopes = ['Policy.Read.All', 'LicenseAssignment.Read.All', 'SharePointTenantSettings.Read.All'];

/** What the on-behalf-of answer lists is in lower case. */
export const lacksScope = (granted: string[], scope: string): boolean =>
  !granted.some((one) => one.toLowerCase() === scope.toLowerCase());

/** Which of the needed scopes the on-behalf-of answer did not list. */
export function missingScopes(granted: string[]): string[] {
  const have = new Set(granted.map((scope) => scope.toLowerCase()));
  return neededScopes.filter((scope) => !have.has(scope.toLowerCase()));
}
