import type { SubscribedSku, Tenant } from '../core/world.ts';
import type { Access } from './access.ts';
import { carries } from './access.ts';
import { type Asked, param } from './asked.ts';
import { type Entity, many, one } from './entity.ts';
import { notFound } from './refusal.ts';
import type { Route } from './route.ts';

const readAll = ['Organization.Read.All', 'Directory.Read.All'];
const readOrganization: Access = { scopes: ['User.Read', ...readAll], appRoles: readAll };
const readLicences: Access = {
  scopes: ['LicenseAssignment.Read.All', ...readAll],
  appRoles: ['LicenseAssignment.Read.All', ...readAll],
};
const readDomains: Access = {
  scopes: ['Domain.Read.All', 'Directory.Read.All'],
  appRoles: ['Domain.Read.All', 'Directory.Read.All'],
};

const domainsOf = (tenant: Tenant) =>
  tenant.domains.map((name, index) => ({
    name,
    isDefault: index === 0,
    isInitial: name.includes('.onmicrosoft.'),
    capabilities: 'Email, OfficeCommunicationsOnline',
    type: 'Managed',
  }));

/** With `User.Read` alone only the basics are shown; the rest is null. */
const organization: Entity<Tenant> = {
  type: 'organization',
  set: 'organization',
  properties: [
    'id',
    'deletedDateTime',
    'assignedPlans',
    'businessPhones',
    'city',
    'country',
    'countryLetterCode',
    'createdDateTime',
    'defaultUsageLocation',
    'displayName',
    'marketingNotificationEmails',
    'mobileDeviceManagementAuthority',
    'onPremisesLastSyncDateTime',
    'onPremisesSyncEnabled',
    'partnerTenantType',
    'postalCode',
    'preferredLanguage',
    'privacyProfile',
    'provisionedPlans',
    'securityComplianceNotificationMails',
    'securityComplianceNotificationPhones',
    'state',
    'street',
    'technicalNotificationMails',
    'tenantType',
    'verifiedDomains',
  ],
  view(tenant, asked) {
    const basics = { id: tenant.id, displayName: tenant.displayName, verifiedDomains: domainsOf(tenant) };
    if (!carries(asked, readAll)) return basics;
    const plans = tenant.subscribedSkus.flatMap((sku) => sku.servicePlans.map((plan) => ({ plan, sku })));
    return {
      ...basics,
      businessPhones: [],
      marketingNotificationEmails: [],
      mobileDeviceManagementAuthority: 'unknown',
      securityComplianceNotificationMails: [],
      securityComplianceNotificationPhones: [],
      technicalNotificationMails: [],
      createdDateTime: tenant.createdDateTime,
      tenantType: 'AAD',
      assignedPlans: plans.map(({ plan, sku }) => ({
        assignedDateTime: tenant.createdDateTime,
        capabilityStatus: sku.capabilityStatus,
        service: plan.servicePlanName,
        servicePlanId: plan.servicePlanId,
      })),
      provisionedPlans: plans.map(({ plan, sku }) => ({
        capabilityStatus: sku.capabilityStatus,
        provisioningStatus: plan.provisioningStatus,
        service: plan.servicePlanName,
      })),
    };
  },
};

const subscribedSku: Entity<SubscribedSku> = {
  type: 'subscribedSku',
  set: 'subscribedSkus',
  properties: [
    'accountId',
    'accountName',
    'appliesTo',
    'capabilityStatus',
    'consumedUnits',
    'id',
    'prepaidUnits',
    'servicePlans',
    'skuId',
    'skuPartNumber',
    'subscriptionIds',
  ],
  view: (sku, asked) => ({
    ...sku,
    accountId: asked.tenant.id,
    accountName: asked.tenant.displayName,
    appliesTo: 'User',
    prepaidUnits: {
      enabled: sku.capabilityStatus === 'Enabled' ? sku.consumedUnits : 0,
      suspended: sku.capabilityStatus === 'Suspended' ? sku.consumedUnits : 0,
      warning: sku.capabilityStatus === 'Warning' ? sku.consumedUnits : 0,
      lockedOut: sku.capabilityStatus === 'LockedOut' ? sku.consumedUnits : 0,
    },
    subscriptionIds: [],
  }),
};

interface Domain {
  id: string;
  isDefault: boolean;
  isInitial: boolean;
}
const domain: Entity<Domain> = {
  type: 'domain',
  set: 'domains',
  properties: [
    'authenticationType',
    'availabilityStatus',
    'id',
    'isAdminManaged',
    'isDefault',
    'isInitial',
    'isRoot',
    'isVerified',
    'supportedServices',
  ],
  view: (item) => ({
    ...item,
    authenticationType: 'Managed',
    isAdminManaged: true,
    isRoot: true,
    isVerified: true,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
  }),
};

export const organizationRoutes: Route[] = [
  {
    method: 'GET',
    path: 'organization',
    access: readOrganization,
    handle: (asked) => many(asked, organization, [asked.tenant]),
  },
  {
    method: 'GET',
    path: 'organization/{organization}',
    access: readOrganization,
    handle(asked) {
      const { value } = param(asked, 'organization');
      if (value !== asked.tenant.id) throw notFound(value);
      return one(asked, organization, asked.tenant);
    },
  },
  { method: 'GET', path: 'domains', access: readDomains, handle: (asked) => many(asked, domain, domains(asked)) },
  {
    method: 'GET',
    path: 'subscribedSkus',
    access: readLicences,
    handle: (asked) => many(asked, subscribedSku, asked.tenant.subscribedSkus),
  },
];

const domains = (asked: Asked): Domain[] =>
  domainsOf(asked.tenant).map(({ name, isDefault, isInitial }) => ({ id: name, isDefault, isInitial }));
