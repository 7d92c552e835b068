import type { Application, KeyCredential, PasswordCredential } from '../core/world.ts';
import type { Entity } from './entity.ts';
import { ownerViews } from './owner-views.ts';

/** https://learn.microsoft.com/graph/api/resources/application */
export const application: Entity<Application> = {
  type: 'application',
  set: 'applications',
  properties: [
    'id',
    'deletedDateTime',
    'appId',
    'applicationTemplateId',
    'disabledByMicrosoftStatus',
    'createdDateTime',
    'displayName',
    'description',
    'groupMembershipClaims',
    'identifierUris',
    'isDeviceOnlyAuthSupported',
    'isDisabled',
    'isFallbackPublicClient',
    'nativeAuthenticationApisEnabled',
    'notes',
    'publisherDomain',
    'serviceManagementReference',
    'signInAudience',
    'tags',
    'tokenEncryptionKeyId',
    'uniqueName',
    'samlMetadataUrl',
    'defaultRedirectUri',
    'certification',
    'optionalClaims',
    'requestSignatureVerification',
    'addIns',
    'api',
    'appRoles',
    'info',
    'keyCredentials',
    'parentalControlSettings',
    'passwordCredentials',
    'publicClient',
    'requiredResourceAccess',
    'servicePrincipalLockConfiguration',
    'spa',
    'verifiedPublisher',
    'web',
  ],
  filterable: [
    'id',
    'appId',
    'createdDateTime',
    'displayName',
    'description',
    'groupMembershipClaims',
    'identifierUris',
    'notes',
    'publisherDomain',
    'requiredResourceAccess',
    'signInAudience',
    'tags',
    'uniqueName',
  ],
  view: (item, _asked, withKeys) => ({
    ...item,
    addIns: [],
    info: { logoUrl: null, marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
    parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    web: { ...item.web, redirectUriSettings: item.web.redirectUris.map((uri) => ({ uri, index: null })) },
    passwordCredentials: item.passwordCredentials.map(passwordView),
    keyCredentials: item.keyCredentials.map((credential) => keyView(credential, withKeys)),
  }),
  expand: {
    owners: (item, asked) => ownerViews(asked, item._owners),
  },
};

/** A secret as it is read: without its text, always. */
export function passwordView(credential: PasswordCredential) {
  const { customKeyIdentifier, displayName, endDateTime, hint, keyId, startDateTime } = credential;
  return { customKeyIdentifier, displayName, endDateTime, hint, keyId, secretText: null, startDateTime };
}

export function keyView(credential: KeyCredential, withKey: boolean) {
  const { customKeyIdentifier, displayName, endDateTime, key, keyId, startDateTime, type, usage } = credential;
  return {
    customKeyIdentifier,
    displayName,
    endDateTime,
    key: withKey ? key : null,
    keyId,
    startDateTime,
    type,
    usage,
  };
}
