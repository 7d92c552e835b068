import type { KeyCredential, PasswordCredential } from '../core/world.ts';

/** Links about an application that nobody has set. */
export const noLinks = {
  logoUrl: null,
  marketingUrl: null,
  privacyStatementUrl: null,
  supportUrl: null,
  termsOfServiceUrl: null,
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
