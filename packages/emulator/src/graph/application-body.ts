import { z } from 'zod';

const guid = z.guid();

const credentialDates = {
  displayName: z.string().max(90).nullish(),
  startDateTime: z.iso.datetime({ offset: true }).nullish(),
  endDateTime: z.iso.datetime({ offset: true }).nullish(),
};

export const PasswordBody = z.strictObject({
  ...credentialDates,
  customKeyIdentifier: z.string().nullish(),
  keyId: guid.nullish(),
  hint: z.string().nullish(),
  secretText: z.null().optional(),
});
export type PasswordBody = z.infer<typeof PasswordBody>;

/** `key` is plain base64 here; what it holds is judged by the credential's own rules. */
export const KeyBody = z.strictObject({
  ...credentialDates,
  customKeyIdentifier: z.string().nullish(),
  keyId: guid.nullish(),
  type: z.enum(['AsymmetricX509Cert', 'Symmetric', 'X509CertAndPassword']),
  usage: z.enum(['Verify', 'Sign']),
  key: z.string().nullish(),
});
export type KeyBody = z.infer<typeof KeyBody>;

const AppRole = z.strictObject({
  id: guid,
  value: z.string().max(250),
  displayName: z.string().max(100),
  description: z.string(),
  isEnabled: z.boolean(),
  allowedMemberTypes: z.array(z.enum(['Application', 'User'])).min(1),
  origin: z.string().optional(),
});

const PermissionScope = z.strictObject({
  id: guid,
  value: z.string().max(120),
  type: z.enum(['User', 'Admin']),
  isEnabled: z.boolean(),
  adminConsentDisplayName: z.string().max(100),
  adminConsentDescription: z.string(),
  userConsentDisplayName: z.string().nullable().default(null),
  userConsentDescription: z.string().nullable().default(null),
});

export const Tags = z.array(z.string().regex(/^\S{1,256}$/)).refine((tags) => new Set(tags).size === tags.length);

const uris = z.array(z.string());
const claims = z.array(z.looseObject({ name: z.string() }));

/** What a caller may write of an application; all else is invalid or read-only. */
export const ApplicationBody = z
  .strictObject({
    displayName: z.string().min(1).max(120),
    uniqueName: z.string().min(1).max(256),
    description: z.string().max(1024).nullable(),
    notes: z.string().max(1024).nullable(),
    signInAudience: z.enum([
      'AzureADMyOrg',
      'AzureADMultipleOrgs',
      'AzureADandPersonalMicrosoftAccount',
      'PersonalMicrosoftAccount',
    ]),
    tags: Tags,
    identifierUris: uris,
    groupMembershipClaims: z.string().nullable(),
    isDisabled: z.boolean().nullable(),
    isFallbackPublicClient: z.boolean().nullable(),
    requiredResourceAccess: z
      .array(
        z.strictObject({
          resourceAppId: guid,
          resourceAccess: z.array(z.strictObject({ id: guid, type: z.enum(['Role', 'Scope']) })).min(1),
        }),
      )
      .refine((apis) => new Set(apis.map((api) => api.resourceAppId.toLowerCase())).size === apis.length),
    passwordCredentials: z.array(PasswordBody),
    keyCredentials: z.array(KeyBody),
    appRoles: z.array(AppRole),
    api: z
      .strictObject({
        requestedAccessTokenVersion: z.literal([1, 2]).nullable(),
        oauth2PermissionScopes: z.array(PermissionScope),
        preAuthorizedApplications: z.array(z.strictObject({ appId: guid, delegatedPermissionIds: z.array(guid) })),
        knownClientApplications: z.array(guid),
        acceptMappedClaims: z.boolean().nullable(),
      })
      .partial(),
    web: z
      .strictObject({
        redirectUris: uris,
        redirectUriSettings: z.array(z.looseObject({ uri: z.string() })),
        homePageUrl: z.string().nullable(),
        logoutUrl: z.string().nullable(),
        implicitGrantSettings: z.strictObject({
          enableAccessTokenIssuance: z.boolean(),
          enableIdTokenIssuance: z.boolean(),
        }),
      })
      .partial(),
    spa: z.strictObject({ redirectUris: uris }),
    publicClient: z.strictObject({ redirectUris: uris }),
    optionalClaims: z.strictObject({ accessToken: claims, idToken: claims, saml2Token: claims }).partial().nullable(),
  })
  .partial();
export type ApplicationBody = z.infer<typeof ApplicationBody>;

export const applicationReadOnly = [
  'id',
  'appId',
  'createdDateTime',
  'deletedDateTime',
  'publisherDomain',
  'disabledByMicrosoftStatus',
  'owners',
];
