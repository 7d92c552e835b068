/** Delegated scopes of Microsoft Graph without which no run can do its work. */
export const neededScopes = ['User.Read', 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'];

/** For checks only: without them a check says "unknown" and the run works all the same. */
export const checkScopes = ['Policy.Read.All', 'LicenseAssignment.Read.All', 'SharePointTenantSettings.Read.All'];

/** Asked for alone, and only by those who choose to turn SharePoint's legacy authentication on. */
export const legacyAuthScope = 'SharePointTenantSettings.ReadWrite.All';

/** Asked for alone, and only by those who choose to exempt the application from the tenant's policy on credentials. */
export const exemptionScope = 'Policy.ReadWrite.ApplicationConfiguration';

/** What the on-behalf-of answer lists is in lower case. */
export const lacksScope = (granted: string[], scope: string): boolean =>
  !granted.some((one) => one.toLowerCase() === scope.toLowerCase());

/** Which of the needed scopes the on-behalf-of answer did not list. */
export function missingScopes(granted: string[]): string[] {
  const have = new Set(granted.map((scope) => scope.toLowerCase()));
  return neededScopes.filter((scope) => !have.has(scope.toLowerCase()));
}
