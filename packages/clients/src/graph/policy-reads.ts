import { z } from 'zod';
import { type createReading, unlessForbidden } from './reading.ts';
import { id } from './shapes.ts';

/**
 * Restrictions that Microsoft added since come as `unknownFutureValue` otherwise:
 * https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations
 */
const everyMember = { Prefer: 'include-unknown-enum-members' };

const anyObject = z.looseObject({});
/** Its id becomes a part of later paths. */
const customPolicy = z.looseObject({ id });
const textList = z.array(z.string()).nullish();

const conditionalAccessPolicy = z.object({
  displayName: z.string().nullish(),
  /** `enabled`, `disabled`, `enabledForReportingButNotEnforced`. */
  state: z.string(),
  conditions: z
    .object({
      users: z
        .object({ includeUsers: textList, excludeUsers: textList, includeRoles: textList, excludeRoles: textList })
        .nullish(),
      applications: z.object({ includeApplications: textList, excludeApplications: textList }).nullish(),
      clientApplications: z
        .object({ includeServicePrincipals: textList, excludeServicePrincipals: textList })
        .nullish(),
    })
    .nullish(),
  grantControls: z.object({ builtInControls: textList, authenticationStrength: anyObject.nullish() }).nullish(),
});

export type ConditionalAccessPolicy = z.infer<typeof conditionalAccessPolicy>;

/**
 * The rules of a tenant, as far as this person may read them. `undefined`: they may not (403), which means unknown and
 * never no. What Microsoft may extend is handed on as it came, for whoever judges it.
 */
export interface PolicyReads {
  defaultAppManagementPolicy(): Promise<unknown | undefined>;
  /** At most one; it replaces the default one for this application. */
  appManagementPoliciesOf(applicationId: string): Promise<unknown[] | undefined>;
  /** Every custom policy of the tenant, whatever it is assigned to. */
  appManagementPolicies(): Promise<unknown[] | undefined>;
  /**
   * Ids of the applications and service principals that this policy is assigned to; empty also where it is gone.
   *
   * @throws RemoteError also where the person may not read it: whoever deletes the policy must know whom it serves
   */
  appliesTo(policyId: string): Promise<string[]>;
  authorizationPolicy(): Promise<{ allowedToCreateApps: boolean } | undefined>;
  securityDefaults(): Promise<{ isEnabled: boolean } | undefined>;
  conditionalAccessPolicies(): Promise<ConditionalAccessPolicy[] | undefined>;
  /** Template ids of directory roles that wait for the person in Privileged Identity Management. */
  eligibleRoles(): Promise<string[] | undefined>;
}

export function createPolicyReads({ one, find, list }: ReturnType<typeof createReading>): PolicyReads {
  return {
    defaultAppManagementPolicy: () =>
      unlessForbidden(
        one(anyObject, '/policies/defaultAppManagementPolicy', 'GET /policies/defaultAppManagementPolicy', everyMember),
      ),

    appManagementPoliciesOf: (applicationId) =>
      unlessForbidden(
        list(
          customPolicy,
          `/applications/${encodeURIComponent(applicationId)}/appManagementPolicies`,
          'GET /applications/{id}/appManagementPolicies',
          everyMember,
        ),
      ),

    appManagementPolicies: () =>
      unlessForbidden(
        list(customPolicy, '/policies/appManagementPolicies', 'GET /policies/appManagementPolicies', everyMember),
      ),

    async appliesTo(policyId) {
      const page = z.object({ value: z.array(z.object({ id })) });
      const found = await find(
        page,
        `/policies/appManagementPolicies/${encodeURIComponent(policyId)}/appliesTo?$select=id`,
        'GET /policies/appManagementPolicies/{id}/appliesTo',
      );
      return (found?.value ?? []).map(({ id }) => id);
    },

    async authorizationPolicy() {
      const policy = z.object({ defaultUserRolePermissions: z.object({ allowedToCreateApps: z.boolean() }) });
      const read = await unlessForbidden(
        one(policy, '/policies/authorizationPolicy', 'GET /policies/authorizationPolicy'),
      );
      return read?.defaultUserRolePermissions;
    },

    securityDefaults: () =>
      unlessForbidden(
        one(
          z.object({ isEnabled: z.boolean() }),
          '/policies/identitySecurityDefaultsEnforcementPolicy',
          'GET /policies/identitySecurityDefaultsEnforcementPolicy',
        ),
      ),

    conditionalAccessPolicies: () =>
      unlessForbidden(
        list(
          conditionalAccessPolicy,
          '/identity/conditionalAccess/policies?$select=displayName,state,conditions,grantControls',
          'GET /identity/conditionalAccess/policies',
        ),
      ),

    async eligibleRoles() {
      const instances = await unlessForbidden(
        list(
          z.object({ roleDefinitionId: z.string() }),
          "/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')",
          'GET /roleManagement/directory/roleEligibilityScheduleInstances',
        ),
      );
      return instances?.map(({ roleDefinitionId }) => roleDefinitionId);
    },
  };
}
