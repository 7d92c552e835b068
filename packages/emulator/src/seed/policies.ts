import type { AppManagementPolicy, PolicyRestriction } from '../core/world.ts';

const always = '2019-01-01T00:00:00Z';

/** Secrets may live this long at most (ISO 8601 duration), for every application. */
export const secretLifetime = (maxLifetime: string): PolicyRestriction => ({
  restrictionType: 'passwordLifetime',
  state: 'enabled',
  maxLifetime,
  restrictForAppsCreatedAfterDateTime: always,
});

/** No application may get a secret. */
export const secretsForbidden: PolicyRestriction = {
  restrictionType: 'passwordAddition',
  state: 'enabled',
  maxLifetime: null,
  restrictForAppsCreatedAfterDateTime: always,
};

/** The tenant-wide policy that every tenant has; it counts only when it is enabled. */
export function makeDefaultPolicy(passwordCredentials: PolicyRestriction[]): AppManagementPolicy {
  return {
    id: '00000000-0000-0000-0000-000000000000',
    displayName: 'Default app management tenant policy',
    description:
      'Default tenant policy that enforces app management restrictions on applications and service principals.',
    isEnabled: passwordCredentials.length > 0,
    applicationRestrictions: { passwordCredentials: structuredClone(passwordCredentials), keyCredentials: [] },
    servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
  };
}
