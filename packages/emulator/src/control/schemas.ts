import { z } from 'zod';

const ms = z.number().min(0).max(3_600_000);

/** What may be changed of a tenant; every part is optional, and what is named is merged into what is there. */
export const tenantPatch = z.strictObject({
  displayName: z.string().min(1).optional(),
  story: z.string().optional(),
  weather: z
    .strictObject({
      replication: z
        .strictObject({ applications: ms, servicePrincipals: ms, grants: ms, credentials: ms, roles: ms, consent: ms })
        .partial(),
      throttling: z
        .strictObject({ everyNth: z.int().min(1), retryAfterSeconds: z.number().min(0).nullable() })
        .nullable(),
      conditionalAccess: z
        .strictObject({
          demand: z.enum(['mfa', 'block', 'compliant-device']),
          at: z.enum(['sign-in', 'on-behalf-of', 'graph', 'client-credentials']),
        })
        .nullable(),
      refuse: z.array(
        z.strictObject({
          at: z.enum(['authorize', 'token', 'on-behalf-of', 'client-credentials', 'adminconsent']),
          code: z.int().positive(),
          times: z.int().positive().nullable(),
        }),
      ),
      mailboxesLimited: z.boolean(),
      ewsListRequired: z.boolean(),
    })
    .partial()
    .optional(),
  ews: z
    .strictObject({ enabled: z.boolean().nullable(), allowedAppIds: z.array(z.string()).nullable() })
    .partial()
    .optional(),
  sharepoint: z
    .strictObject({ host: z.string(), isLegacyAuthProtocolsEnabled: z.boolean(), lockedSites: z.array(z.string()) })
    .partial()
    .optional(),
  delegatedAdmins: z
    .array(z.strictObject({ partnerTenantId: z.guid(), userId: z.guid(), roles: z.array(z.guid()) }))
    .optional(),
  authorizationPolicy: z
    .strictObject({ allowedToCreateApps: z.boolean(), userConsent: z.boolean() })
    .partial()
    .optional(),
  defaultAppManagementPolicy: z
    .strictObject({
      isEnabled: z.boolean(),
      displayName: z.string(),
      description: z.string(),
      applicationRestrictions: restrictions(),
      servicePrincipalRestrictions: restrictions(),
    })
    .partial()
    .optional(),
  subscribedSkus: z
    .array(
      z.strictObject({
        id: z.string(),
        skuId: z.string(),
        skuPartNumber: z.string(),
        capabilityStatus: z.enum(['Enabled', 'Warning', 'Suspended', 'Deleted', 'LockedOut']),
        consumedUnits: z.int().min(0),
        servicePlans: z.array(
          z.strictObject({
            servicePlanId: z.string(),
            servicePlanName: z.string(),
            provisioningStatus: z.string(),
            appliesTo: z.string(),
          }),
        ),
      }),
    )
    .optional(),
});

export type TenantPatch = z.input<typeof tenantPatch>;

function restrictions() {
  const list = z.array(
    z.strictObject({
      restrictionType: z.string(),
      state: z.enum(['enabled', 'disabled']),
      maxLifetime: z.string().nullable(),
      restrictForAppsCreatedAfterDateTime: z.string().nullable(),
      excludeActors: z.unknown().optional(),
    }),
  );
  return z.strictObject({ passwordCredentials: list, keyCredentials: list }).partial();
}

export const weatherPatch = z
  .strictObject({
    latencyMs: z.strictObject({ identity: ms, graph: ms, sharepoint: ms, exchange: ms, vplus: ms }).partial(),
    clockSkewSeconds: z.number().min(-86_400).max(86_400),
    tokenBackdateSeconds: z.number().min(-86_400).max(86_400),
    returnedState: z
      .strictObject({
        at: z.enum(['authorize', 'adminconsent']),
        how: z.enum(['missing', 'changed']),
        times: z.int().positive().nullable().default(1),
      })
      .nullable(),
    vplus: z
      .strictObject({
        down: z.boolean(),
        synchronizationMs: ms,
        synchronizationFails: z.string().nullable(),
        strangeCertificate: z.boolean(),
        contract: z.enum(['declared', 'unknown']),
      })
      .partial(),
  })
  .partial();

export type WeatherPatch = z.input<typeof weatherPatch>;

const regularExpression = z.string().refine(isRegularExpression, 'This is not a regular expression.');

export const newFault = z.strictObject({
  match: z
    .strictObject({
      service: z.enum(['identity', 'graph', 'sharepoint', 'exchange', 'vplus']),
      method: z.string(),
      path: regularExpression,
      body: regularExpression,
      tenantId: z.string(),
    })
    .partial()
    .default({}),
  nth: z.int().min(1).default(1),
  times: z.int().min(1).default(1),
  effect: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('status'),
      status: z.int().min(200).max(599),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.string().optional(),
      afterEffect: z.boolean().optional(),
    }),
    z.strictObject({ kind: z.literal('refuse') }),
    z.strictObject({ kind: z.literal('cut-after-effect') }),
    z.strictObject({ kind: z.literal('hang'), ms, afterEffect: z.boolean().optional() }),
    z.strictObject({ kind: z.literal('delay'), ms }),
    z.strictObject({ kind: z.literal('malformed'), how: z.enum(['truncated', 'html', 'empty', 'reset-in-body']) }),
    z.strictObject({ kind: z.literal('stale') }),
    z.strictObject({ kind: z.literal('token-expired') }),
    z.strictObject({ kind: z.literal('claims-challenge') }),
  ]),
});

export type NewFault = z.input<typeof newFault>;

function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
