import { z } from 'zod';

/** Graph's objects as far as we read them; whatever else an answer holds is dropped here. */

/** A part of later paths: neither empty nor `..`, which would make a path another one. */
const id = z.string().regex(/^[^.]/).max(300);
const name = z.string().max(1_000);
/** Shown and kept as it is, so it has to be one. */
const instant = z.iso.datetime();

const requiredResourceAccess = z.object({
  resourceAppId: z.string(),
  resourceAccess: z.array(z.object({ id, type: z.enum(['Role', 'Scope']) })),
});

const passwordCredential = z.object({
  keyId: id,
  displayName: name.nullable(),
  hint: z.string().nullable().exactOptional(),
  startDateTime: instant.exactOptional(),
  endDateTime: instant,
});

const keyCredential = z.object({
  keyId: z.string().exactOptional(),
  type: z.string(),
  usage: z.string(),
  displayName: z.string().nullable(),
  startDateTime: z.string(),
  endDateTime: z.string(),
  customKeyIdentifier: z.string().nullable().exactOptional(),
  key: z.string().nullable().exactOptional(),
});

export const application = z.object({
  id,
  appId: z.string(),
  uniqueName: z.string().nullable().default(null),
  displayName: name,
  signInAudience: z.string(),
  tags: z.array(z.string()),
  notes: z.string().nullable().default(null),
  requiredResourceAccess: z.array(requiredResourceAccess),
  passwordCredentials: z.array(passwordCredential),
  keyCredentials: z.array(keyCredential),
  createdDateTime: z.string().exactOptional(),
});

export const servicePrincipal = z.object({
  id,
  appId: z.string(),
  accountEnabled: z.boolean(),
  tags: z.array(z.string()),
  notes: z.string().nullable().default(null),
});

export const apiServicePrincipal = z.object({
  id,
  appId: z.string(),
  displayName: name,
  accountEnabled: z.boolean(),
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
  principalId: z.string(),
  resourceId: z.string(),
  appRoleId: z.string(),
});

export const deletedItem = z.object({
  id,
  appId: z.string(),
  displayName: name,
  uniqueName: z.string().nullable().exactOptional(),
  tags: z.array(z.string()).exactOptional(),
  deletedDateTime: z.string().exactOptional(),
});

export const newPassword = z.object({ keyId: id, secretText: z.string().min(1), endDateTime: instant });

export const owner = z.object({ id });

export const person = z.object({
  id,
  displayName: name,
  userPrincipalName: name,
  userType: z.string().nullable().default(null),
});

export const organization = z.object({
  id,
  displayName: name,
  verifiedDomains: z.array(z.object({ name, isDefault: z.boolean(), isInitial: z.boolean() })),
});

export const subscribedSku = z.object({
  skuPartNumber: z.string(),
  capabilityStatus: z.string(),
  servicePlans: z.array(z.object({ servicePlanName: z.string(), provisioningStatus: z.string() })),
});

const settings = z.object({ isLegacyAuthProtocolsEnabled: z.boolean() });

/** Microsoft's sample of the read wraps the object in `value`, the one of the update does not. */
export const sharepointSettings = z.union([settings, z.object({ value: settings }).transform(({ value }) => value)]);
