import { z } from 'zod';
import { touch, visible, writable } from '../core/replication.ts';
import type { AppManagementPolicy, CustomPolicy, PolicyRestriction, PolicyRestrictions } from '../core/world.ts';
import type { Access } from './access.ts';
import { type Asked, param } from './asked.ts';
import { bodyOf, objectOf } from './body.ts';
import { forWrite, listed, read } from './directory.ts';
import { type Entity, many, one } from './entity.ts';
import { segmentsOf } from './path.ts';
import { badRequest, invalidValue, notFound } from './refusal.ts';
import type { Route } from './route.ts';

const write = 'Policy.ReadWrite.ApplicationConfiguration';

/** Policies are read by those who look after security; managing applications does not include it. */
export const readAppPolicies: Access = {
  scopes: ['Policy.Read.All', write],
  appRoles: ['Policy.Read.All', write],
  people: ['Global Reader', 'Security Administrator'],
};
const assigned = (policies: string[]) => policies.map((policy) => `Application.Read.All+${policy}`);
const readAssigned: Access = {
  ...readAppPolicies,
  scopes: assigned([...readAppPolicies.scopes]),
  appRoles: assigned([...readAppPolicies.appRoles]),
};
const managePolicies: Access = {
  scopes: [write],
  appRoles: [write],
  people: ['Cloud Application Administrator', 'Application Administrator'],
};
const assignPolicies: Access = { ...managePolicies, scopes: assigned([write]), appRoles: assigned([write]) };

export const policyProperties = ['id', 'deletedDateTime', 'description', 'displayName', 'isEnabled'];

/** https://learn.microsoft.com/graph/api/resources/appmanagementpolicy */
const customPolicy: Entity<AppManagementPolicy> = {
  type: 'appManagementPolicy',
  set: 'policies/appManagementPolicies',
  properties: [...policyProperties, 'restrictions'],
  filterable: ['id', 'displayName'],
  view: (policy) => ({ ...policy, restrictions: policy.applicationRestrictions }),
};

const passwordTypes = [
  'passwordAddition',
  'passwordLifetime',
  'symmetricKeyAddition',
  'symmetricKeyLifetime',
  'customPasswordAddition',
] as const;
const keyTypes = ['asymmetricKeyLifetime', 'trustedCertificateAuthority'] as const;
const restrictions = (types: readonly [string, ...string[]]) =>
  z
    .array(
      z.strictObject({
        restrictionType: z.enum(types),
        state: z.enum(['enabled', 'disabled']).default('enabled'),
        maxLifetime: z.iso.duration().nullable().default(null),
        restrictForAppsCreatedAfterDateTime: z.iso.datetime().nullable().default(null),
        excludeActors: z.unknown().optional(),
      }),
    )
    .nullable()
    .transform((all): PolicyRestriction[] => all ?? []);
/** https://learn.microsoft.com/graph/api/resources/identifierurirestriction */
const uriRestriction = z
  .strictObject({
    state: z.enum(['enabled', 'disabled']),
    restrictForAppsCreatedAfterDateTime: z.iso.datetime().nullable(),
    isStateSetByMicrosoft: z.boolean(),
    excludeAppsReceivingV2Tokens: z.boolean().nullable(),
    excludeSaml: z.boolean().nullable(),
    excludeActors: z.unknown(),
  })
  .partial()
  .nullish();
/** https://learn.microsoft.com/graph/api/resources/customappmanagementapplicationconfiguration */
const ApplicationRestrictions = z.strictObject({
  identifierUris: z
    .strictObject({
      nonDefaultUriAddition: uriRestriction,
      uriAdditionWithoutUniqueTenantIdentifier: uriRestriction,
    })
    .nullish(),
});
const Restrictions = z.strictObject({
  passwordCredentials: restrictions(passwordTypes).default([]),
  keyCredentials: restrictions(keyTypes).default([]),
  applicationRestrictions: ApplicationRestrictions.nullish(),
});
const NewPolicy = z.strictObject({
  displayName: z.string().min(1).max(256),
  description: z.string().max(1024),
  isEnabled: z.boolean().default(false),
  restrictions: Restrictions.default({ passwordCredentials: [], keyCredentials: [] }),
});
const Change = z.strictObject({
  displayName: z.string().min(1).max(256).optional(),
  description: z.string().max(1024).optional(),
  isEnabled: z.boolean().optional(),
  restrictions: Restrictions.optional(),
});

/**
 * Custom policies on the credentials of single applications; how long a change takes to be known is that of
 * credentials.
 */
export const appManagementPolicyRoutes: Route[] = [
  {
    method: 'GET',
    path: 'policies/appManagementPolicies',
    access: readAppPolicies,
    handle: (asked) => many(asked, customPolicy, policiesOf(asked)),
  },
  {
    method: 'POST',
    path: 'policies/appManagementPolicies',
    access: managePolicies,
    handle(asked) {
      const { restrictions: own, ...body } = bodyOf(asked.call, 'AppManagementPolicy', NewPolicy, ['id']);
      const made = { id: asked.cloud.newId(), ...body, ...asRules(own), _appliesTo: [] };
      keep(asked, made);
      return one(asked, customPolicy, made, { status: 201 });
    },
  },
  {
    method: 'GET',
    path: 'policies/appManagementPolicies/{policy}',
    access: readAppPolicies,
    handle(asked) {
      const found = policyForRead(asked, param(asked, 'policy').value);
      return one(asked, customPolicy, found);
    },
  },
  {
    method: 'PATCH',
    path: 'policies/appManagementPolicies/{policy}',
    access: managePolicies,
    handle(asked) {
      const found = policyForWrite(asked, param(asked, 'policy').value);
      const { restrictions: own, ...body } = bodyOf(asked.call, 'AppManagementPolicy', Change, ['id']);
      const changed = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      keep(asked, { ...found, ...changed, ...(own ? asRules(own) : {}) });
      return { status: 204 };
    },
  },
  {
    method: 'DELETE',
    path: 'policies/appManagementPolicies/{policy}',
    access: managePolicies,
    handle(asked) {
      const { id, _appliesTo } = policyForWrite(asked, param(asked, 'policy').value);
      if (_appliesTo.length > 0) throw badRequest('The policy is still assigned to applications.');
      touch(asked.tenant, 'credentials', id, asked.tenant.appManagementPolicies[id] ?? null, asked.cloud);
      delete asked.tenant.appManagementPolicies[id];
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: 'policies/appManagementPolicies/{policy}/appliesTo',
    access: readAssigned,
    handle(asked) {
      const found = policyForRead(asked, param(asked, 'policy').value);
      const there = listed(asked, 'applications').filter(({ id }) => found._appliesTo.includes(id));
      return {
        status: 200,
        body: {
          '@odata.context': `${asked.base}/$metadata#directoryObjects`,
          value: there.map(({ id }) => ({ '@odata.type': '#microsoft.graph.application', id })),
        },
      };
    },
  },
  {
    method: 'GET',
    path: 'applications/{application}/appManagementPolicies',
    access: readAssigned,
    handle(asked) {
      const { id } = read(asked, 'applications', param(asked, 'application'));
      return many(
        asked,
        customPolicy,
        policiesOf(asked).filter(({ _appliesTo }) => _appliesTo.includes(id)),
      );
    },
  },
  {
    method: 'POST',
    path: 'applications/{application}/appManagementPolicies/$ref',
    access: assignPolicies,
    handle(asked) {
      const { id } = forWrite(asked, 'applications', param(asked, 'application'));
      const policy = policyForWrite(asked, referenceIn(asked));
      const present = Object.values(asked.tenant.appManagementPolicies).find(({ _appliesTo }) =>
        _appliesTo.includes(id),
      );
      if (present?.id === policy.id)
        throw badRequest(
          "One or more added object references already exist for the following modified properties: 'appManagementPolicies'.",
        );
      if (present) throw badRequest('Only one app management policy can be assigned to an application.');
      keep(asked, { ...policy, _appliesTo: [...policy._appliesTo, id] });
      return { status: 204 };
    },
  },
  {
    method: 'DELETE',
    path: 'applications/{application}/appManagementPolicies/{policy}/$ref',
    access: assignPolicies,
    handle(asked) {
      const { id } = forWrite(asked, 'applications', param(asked, 'application'));
      const policy = policyForWrite(asked, param(asked, 'policy').value);
      if (!policy._appliesTo.includes(id)) throw notFound(policy.id);
      keep(asked, { ...policy, _appliesTo: policy._appliesTo.filter((one) => one !== id) });
      return { status: 204 };
    },
  },
];

/** All custom policies as this reader sees them. */
export const policiesOf = ({ tenant, call, cloud }: Asked): CustomPolicy[] => {
  const gone = Object.keys(tenant.replicas).flatMap((key) => (key.startsWith('credentials:') ? [key.slice(12)] : []));
  return [...new Set([...Object.keys(tenant.appManagementPolicies), ...gone])]
    .map((id) => visible(tenant, 'credentials', id, tenant.appManagementPolicies[id], call, cloud))
    .filter((policy) => policy !== null);
};

function policyForRead(asked: Asked, id: string): CustomPolicy {
  const found = policiesOf(asked).find((one) => one.id === id);
  if (!found) throw notFound(id);
  return found;
}

function policyForWrite({ tenant, call, cloud }: Asked, id: string): CustomPolicy {
  const found = writable(tenant, 'credentials', id, tenant.appManagementPolicies[id], call, cloud);
  if (!found) throw notFound(id);
  return found;
}

function keep({ tenant, cloud }: Asked, policy: CustomPolicy): void {
  touch(tenant, 'credentials', policy.id, tenant.appManagementPolicies[policy.id] ?? null, cloud);
  tenant.appManagementPolicies[policy.id] = policy;
}

const asRules = (own: PolicyRestrictions) => ({
  applicationRestrictions: own,
  servicePrincipalRestrictions: own,
});

/** The id at the end of `{"@odata.id": "https://graph…/v1.0/policies/appManagementPolicies/{id}"}`. */
function referenceIn(asked: Asked): string {
  const reference = objectOf(asked.call)['@odata.id'];
  if (typeof reference !== 'string' || !URL.canParse(reference)) throw invalidValue('@odata.id', 'AppManagementPolicy');
  const segments = segmentsOf(new URL(reference).pathname);
  const last = segments.at(-1);
  if (segments.at(-2) !== 'appManagementPolicies') throw invalidValue('@odata.id', 'AppManagementPolicy');
  return typeof last === 'string' ? last : (last?.value ?? '');
}
