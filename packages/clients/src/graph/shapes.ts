import { z } from 'zod';

/** Graph's objects as far as we read them; whatever else an answer holds is dropped here. */

/** A part of later paths: neither empty nor `..`, which would make a path another one. */
export const id = z.string().regex(/^[^.]/).max(300);
const name = z.string().max(1_000);
/** Shown and kept as it is, so it has to be one. */
const instant = z.iso.datetime();

/**
 * Microsoft's schema lets most values be null. What was asked for and is not in an answer at all is no such value: that
 * answer was cut.
 */
const texts = z
  .array(z.string())
  .nullable()
  .transform((all) => all ?? []);
const flag = z
  .boolean()
  .nullish()
  .transform((on) => on ?? false);
const nameOrNone = name.nullable().transform((text) => text ?? '');
const switchedOn = z
  .boolean()
  .nullable()
  .transform((on) => on ?? true);
const listOf = <T>(item: z.ZodType<T>) =>
  z
    .array(item)
    .nullable()
    .transform((all) => all ?? []);
/** Of a property that not every cloud has yet. */
const textsIfAny = z
  .array(z.string())
  .nullish()
  .transform((all) => all ?? []);

const requiredResourceAccess = z.object({
  resourceAppId: z.string(),
  resourceAccess: listOf(
    z.object({
      id,
      type: z
        .enum(['Role', 'Scope'])
        .nullable()
        .transform((type) => type ?? 'Role'),
    }),
  ),
});

const passwordCredential = z.object({
  /** Empty: Microsoft named none, and nobody can remove it by name. */
  keyId: id.nullable().transform((keyId) => keyId ?? ''),
  displayName: name.nullable().default(null),
  hint: z.string().nullable().exactOptional(),
  startDateTime: instant.nullable().exactOptional(),
  endDateTime: instant.nullable().default(null),
});

const keyCredential = z.object({
  keyId: z.string().nullable().exactOptional(),
  type: z.string().nullable().default(null),
  usage: z.string().nullable().default(null),
  displayName: z.string().nullable().default(null),
  startDateTime: z.string().nullable().default(null),
  endDateTime: z.string().nullable().default(null),
  customKeyIdentifier: z.string().nullable().exactOptional(),
  key: z.string().nullable().exactOptional(),
});

const addresses = z
  .object({ redirectUris: textsIfAny })
  .nullish()
  .transform((platform) => platform?.redirectUris ?? []);

/** All that we read of an application: what is named here is asked for. */
const applicationObject = z.object({
  id,
  appId: z.string(),
  uniqueName: z.string().nullable().default(null),
  displayName: nameOrNone,
  signInAudience: nameOrNone,
  tags: texts,
  notes: z.string().nullable().default(null),
  requiredResourceAccess: listOf(requiredResourceAccess),
  passwordCredentials: listOf(passwordCredential),
  keyCredentials: listOf(keyCredential),
  createdDateTime: z.string().nullable().exactOptional(),
  /** Deactivated: it gets no new tokens. */
  isDisabled: flag,
  identifierUris: textsIfAny,
  isFallbackPublicClient: flag,
  /** What nobody may change of its service principals; null: nothing was ever set. */
  servicePrincipalLockConfiguration: z
    .looseObject({ isEnabled: z.boolean(), allProperties: z.boolean().nullish() })
    .nullish()
    .transform((lock) => lock ?? null),
  web: z
    .object({
      redirectUris: textsIfAny,
      implicitGrantSettings: z.object({ enableAccessTokenIssuance: flag, enableIdTokenIssuance: flag }).nullish(),
    })
    .nullish(),
  spa: addresses,
  publicClient: addresses,
});
export const applicationFields = Object.keys(applicationObject.shape).join(',');

/** Of an application that is there: what is named changes, all else stays. */
export type ApplicationChange = Partial<
  Omit<z.input<typeof applicationObject>, 'id' | 'appId' | 'createdDateTime' | 'passwordCredentials' | 'keyCredentials'>
>;

export const application = applicationObject.transform(({ web, spa, publicClient, ...rest }) => ({
  ...rest,
  redirectUris: { web: web?.redirectUris ?? [], spa, publicClient },
  implicitGrant: {
    accessTokens: web?.implicitGrantSettings?.enableAccessTokenIssuance ?? false,
    idTokens: web?.implicitGrantSettings?.enableIdTokenIssuance ?? false,
  },
}));

/** All that we read of a service principal: what is named here is asked for. */
export const servicePrincipal = z.object({
  id,
  appId: z.string(),
  accountEnabled: switchedOn,
  isDisabled: flag,
  /** null, NotDisabled or DisabledDueToViolationOfServicesAgreement. */
  disabledByMicrosoftStatus: z.string().nullable().default(null),
  tags: texts,
  notes: z.string().nullable().default(null),
  passwordCredentials: listOf(passwordCredential),
  keyCredentials: listOf(keyCredential),
});
export const servicePrincipalFields = Object.keys(servicePrincipal.shape).join(',');

export const apiServicePrincipal = z.object({
  id,
  appId: z.string(),
  displayName: nameOrNone,
  accountEnabled: switchedOn,
  appRoles: z.array(
    z.object({
      id,
      value: z.string().nullable(),
      displayName: name.nullable().default(null),
      isEnabled: z.boolean(),
      allowedMemberTypes: z.array(z.string()),
    }),
  ),
});

export const appRoleAssignment = z.object({
  id,
  principalId: nameOrNone,
  resourceId: nameOrNone,
  resourceDisplayName: z.string().nullable().default(null),
  appRoleId: z.string(),
  createdDateTime: z.string().nullable().default(null),
});

export const delegatedGrant = z.object({
  id,
  consentType: z.string().nullable().default(null),
  principalId: z.string().nullable().default(null),
  resourceId: z.string().nullable().default(null),
  scope: z.string().nullable().default(null),
});

export const federatedCredential = z.object({
  id,
  name: nameOrNone,
  issuer: nameOrNone,
  subject: z.string().nullable().default(null),
});

export const deletedItem = z.object({
  id,
  appId: nameOrNone,
  displayName: nameOrNone,
  uniqueName: z.string().nullable().exactOptional(),
  tags: textsIfAny,
  deletedDateTime: z.string().nullable().exactOptional(),
});

export const newPassword = z.object({ keyId: id, secretText: z.string().min(1), endDateTime: instant });

export const owner = z.object({ id });

export const person = z.object({
  id,
  displayName: nameOrNone,
  userPrincipalName: nameOrNone,
  userType: z.string().nullable().default(null),
});

/** Of what the token may not read only type and id are told. */
export const membership = z.object({
  '@odata.type': z.string().default(''),
  roleTemplateId: z.string().nullish(),
});

export const organization = z.object({
  id,
  displayName: nameOrNone,
  verifiedDomains: listOf(z.object({ name: nameOrNone, isDefault: flag, isInitial: flag })),
});

export const subscribedSku = z.object({
  skuPartNumber: nameOrNone,
  capabilityStatus: nameOrNone,
  servicePlans: listOf(z.object({ servicePlanName: nameOrNone, provisioningStatus: nameOrNone })),
});

const settings = z.object({ isLegacyAuthProtocolsEnabled: z.boolean() });

/** Microsoft's sample of the read wraps the object in `value`, the one of the update does not. */
export const sharepointSettings = z.union([settings, z.object({ value: settings }).transform(({ value }) => value)]);
