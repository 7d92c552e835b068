import type { Answer } from '../core/service.ts';
import type { Application } from '../core/world.ts';
import { hasRole, isAppOnly } from './access.ts';
import { applicationManagers, createApplications, manageApplications, readApplications } from './application-access.ts';
import { ApplicationBody, applicationReadOnly, type PasswordBody } from './application-body.ts';
import { application } from './application-entity.ts';
import { checkDisabledFirst, checkLimits } from './application-limits.ts';
import { type Asked, nowOf, param } from './asked.ts';
import { binned, binServicePrincipal } from './bin.ts';
import { bodyOf } from './body.ts';
import { newSecret, replaceKeys } from './credentials.ts';
import { actual, forWrite, listed, read, remove, seen, write } from './directory.ts';
import { many, one } from './entity.ts';
import { badRequest, denied, invalidValue, notFound } from './refusal.ts';
import type { Route } from './route.ts';

export const applicationRoutes: Route[] = [
  {
    method: 'GET',
    path: 'applications',
    access: readApplications,
    handle: (asked) => many(asked, application, listed(asked, 'applications')),
  },
  {
    method: 'GET',
    path: 'applications/{application}',
    access: readApplications,
    handle: (asked) => one(asked, application, read(asked, 'applications', param(asked, 'application'))),
  },
  {
    method: 'POST',
    path: 'applications',
    access: createApplications,
    handle: (asked) => create(asked, bodyOf(asked.call, 'Application', ApplicationBody, applicationReadOnly)),
  },
  { method: 'PATCH', path: 'applications/{application}', access: createApplications, handle: updateOrCreate },
  {
    method: 'DELETE',
    path: 'applications/{application}',
    access: manageApplications,
    handle(asked) {
      const found = forWrite(asked, 'applications', param(asked, 'application'));
      bin(asked, found);
      return { status: 204 };
    },
  },
];

/**
 * By id: an update. By an alternate key with `Prefer: create-if-missing`: an update, or a creation under that name.
 *
 * https://learn.microsoft.com/graph/api/application-upsert
 */
function updateOrCreate(asked: Asked): Answer {
  const key = param(asked, 'application');
  const body = bodyOf(asked.call, 'Application', ApplicationBody, applicationReadOnly);
  if (body.passwordCredentials)
    throw badRequest('Property passwordCredentials cannot be updated; use addPassword and removePassword.');
  const found = seen(asked, 'applications', key) && actual(asked, 'applications', key);
  if (found) return update(asked, found, body);
  if (key.property !== 'uniqueName' || !/create-if-missing/i.test(asked.call.headers.prefer ?? ''))
    throw notFound(key.value);
  return create(asked, { ...body, uniqueName: key.value });
}

function update(asked: Asked, found: Application, body: ApplicationBody): Answer {
  if (!isAppOnly(asked) && !hasRole(asked, applicationManagers) && !found._owners.includes(asked.token.oid))
    throw denied();
  if (body.uniqueName && found.uniqueName && body.uniqueName !== found.uniqueName) {
    throw badRequest('The uniqueName of an application cannot be changed.');
  }
  const changed = merge(asked, found, body);
  checkDisabledFirst(found, changed);
  write(asked, 'applications', changed);
  return { status: 204 };
}

function create(asked: Asked, body: ApplicationBody): Answer {
  const { displayName, uniqueName } = body;
  if (!displayName) throw badRequest("A value is required for property 'displayName' of resource 'Application'.");
  const owners = ownersOfNew(asked);
  if (uniqueName) checkNameFree(asked, uniqueName);
  const made = merge(asked, empty(asked, displayName, owners), body);
  const secrets = (body.passwordCredentials ?? []).map((wanted: PasswordBody) => newSecret(asked, made, wanted));
  made.passwordCredentials = secrets;
  checkLimits(made);
  write(asked, 'applications', made);

  const answer = one(asked, application, made, { status: 201 });
  return secrets.length > 0 ? withSecretTexts(answer, made) : answer;
}

/** Who may register at all, and who owns what comes of it: administrators are not made owners of what they register. */
function ownersOfNew(asked: Asked): string[] {
  if (isAppOnly(asked) || hasRole(asked, applicationManagers)) return [];
  const member = asked.person?.userType === 'Member' && asked.tenant.authorizationPolicy.allowedToCreateApps;
  if (!member && !hasRole(asked, ['Application Developer'])) throw denied();
  return [asked.token.oid];
}

/** A name stays taken while its application lies in the bin, and while a replica does not know it yet. */
function checkNameFree(asked: Asked, uniqueName: string): void {
  const inBin = binned(asked).some(
    (item) => item._type === 'application' && item.uniqueName?.toLowerCase() === uniqueName.toLowerCase(),
  );
  if (inBin || actual(asked, 'applications', { property: 'uniqueName', value: uniqueName })) {
    throw badRequest('Another object with the same value for property uniqueName already exists.');
  }
}

function merge(asked: Asked, found: Application, body: ApplicationBody): Application {
  const {
    passwordCredentials: _passwords,
    keyCredentials,
    api,
    web,
    spa,
    publicClient,
    info,
    optionalClaims,
    ...rest
  } = body;
  const { redirectUriSettings: _settings, implicitGrantSettings, ...webRest } = web ?? {};
  const changed = {
    ...found,
    ...rest,
    ...(info && { info: { ...(found.info ?? {}), ...info } }),
    api: { ...found.api, ...api },
    web: {
      ...found.web,
      ...webRest,
      implicitGrantSettings: { ...found.web.implicitGrantSettings, ...implicitGrantSettings },
    },
    spa: { ...found.spa, ...spa },
    publicClient: { ...found.publicClient, ...publicClient },
    ...(optionalClaims === undefined
      ? {}
      : { optionalClaims: optionalClaims && { accessToken: [], idToken: [], saml2Token: [], ...optionalClaims } }),
    ...(keyCredentials ? { keyCredentials: replaceKeys(asked, found, keyCredentials) } : {}),
  } as Application;
  checkLimits(changed);
  checkIdentifierUris(asked, changed);
  checkEncryptionKey(changed);
  return changed;
}

/** Tokens are encrypted with one of the application's own keys. */
function checkEncryptionKey({ tokenEncryptionKeyId: wanted, keyCredentials }: Application): void {
  if (wanted && !keyCredentials.some(({ keyId }) => keyId === wanted))
    throw invalidValue('tokenEncryptionKeyId', 'Application');
}

function checkIdentifierUris(asked: Asked, changed: Application): void {
  const taken = Object.values(asked.tenant.applications).some(
    (other) => other.id !== changed.id && other.identifierUris.some((uri) => changed.identifierUris.includes(uri)),
  );
  if (taken) throw badRequest('Another object with the same value for property identifierUris already exists.');
  if (changed.identifierUris.some((uri) => !URL.canParse(uri))) throw invalidValue('identifierUris', 'Application');
}

function empty(asked: Asked, displayName: string, owners: string[]): Application {
  return {
    id: asked.cloud.newId(),
    appId: asked.cloud.newId(),
    uniqueName: null,
    displayName,
    description: null,
    notes: null,
    signInAudience: 'AzureADMyOrg',
    tags: [],
    identifierUris: [],
    groupMembershipClaims: null,
    isDisabled: null,
    createdDateTime: nowOf(asked),
    deletedDateTime: null,
    publisherDomain: asked.tenant.domains[0] ?? '',
    requiredResourceAccess: [],
    passwordCredentials: [],
    keyCredentials: [],
    appRoles: [],
    api: {
      requestedAccessTokenVersion: null,
      oauth2PermissionScopes: [],
      preAuthorizedApplications: [],
      knownClientApplications: [],
      acceptMappedClaims: null,
    },
    web: {
      redirectUris: [],
      homePageUrl: null,
      logoutUrl: null,
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
    },
    spa: { redirectUris: [] },
    publicClient: { redirectUris: [] },
    isFallbackPublicClient: null,
    optionalClaims: null,
    _owners: owners,
  };
}

/** Into the bin, with its service principal; credentials lie there too. */
function bin(asked: Asked, found: Application): void {
  asked.tenant.deletedItems[found.id] = { ...found, deletedDateTime: nowOf(asked), _type: 'application' };
  remove(asked, 'applications', found.id);
  const principal = actual(asked, 'servicePrincipals', { property: 'appId', value: found.appId });
  if (principal) binServicePrincipal(asked, principal);
}

/** The texts of secrets that were made with the application: this once. */
function withSecretTexts(answer: Answer, made: Application): Answer {
  const body = answer.body as { passwordCredentials?: Record<string, unknown>[] };
  const texts = new Map(made.passwordCredentials.map((secret) => [secret.keyId, secret._secret]));
  return {
    ...answer,
    body: {
      ...body,
      passwordCredentials: body.passwordCredentials?.map((view) => ({
        ...view,
        secretText: texts.get(String(view.keyId)),
      })),
    },
  };
}
