import { z } from 'zod';
import { declaredBody } from '../schema/declared.ts';

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

/** What is left out counts as on: https://learn.microsoft.com/graph/api/resources/approle */
const AppRole = z.strictObject({
  id: guid,
  value: z.string().max(250).nullable().default(null),
  displayName: z.string().max(100),
  description: z.string(),
  isEnabled: z.boolean().default(true),
  allowedMemberTypes: z.array(z.enum(['Application', 'User'])).min(1),
  origin: z.string().nullish(),
});

/** https://learn.microsoft.com/graph/api/resources/permissionscope */
const PermissionScope = z.strictObject({
  id: guid,
  value: z.string().max(120),
  type: z.enum(['User', 'Admin']).default('User'),
  isEnabled: z.boolean().default(true),
  adminConsentDisplayName: z.string().max(100),
  adminConsentDescription: z.string(),
  userConsentDisplayName: z.string().nullable().default(null),
  userConsentDescription: z.string().nullable().default(null),
  origin: z.string().nullish(),
});

export const Tags = z.array(z.string().regex(/^\S{1,256}$/)).refine((tags) => new Set(tags).size === tags.length);

const uris = z.array(z.string());
const claims = z.array(z.looseObject({ name: z.string() }));

const platform = z.strictObject({ redirectUris: uris }).partial();

/** Of the links about an application the logo's is Graph's own. */
const information = z
  .strictObject({
    logoUrl: z.null(),
    marketingUrl: z.string().nullable(),
    privacyStatementUrl: z.string().nullable(),
    supportUrl: z.string().nullable(),
    termsOfServiceUrl: z.string().nullable(),
  })
  .partial();

/** What Graph sets and no caller may. */
export const applicationReadOnly = [
  'id',
  'appId',
  'applicationTemplateId',
  'certification',
  'createdByAppId',
  'createdDateTime',
  'deletedDateTime',
  'disabledByMicrosoftStatus',
  'managerApplications',
  'publisherDomain',
  'verifiedPublisher',
];

/** What a caller may write of an application; all else is invalid or read-only. */
export const ApplicationBody = declaredBody(
  'application',
  {
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
        redirectUriSettings: z.array(z.looseObject({ uri: z.string() })).nullable(),
        homePageUrl: z.string().nullable(),
        logoutUrl: z.string().nullable(),
        implicitGrantSettings: z
          .strictObject({ enableAccessTokenIssuance: z.boolean(), enableIdTokenIssuance: z.boolean() })
          .partial()
          .nullable(),
      })
      .partial(),
    spa: platform,
    publicClient: platform,
    optionalClaims: z.strictObject({ accessToken: claims, idToken: claims, saml2Token: claims }).partial().nullable(),
    info: information,
  },
  applicationReadOnly,
);
export type ApplicationBody = z.infer<typeof ApplicationBody>;
