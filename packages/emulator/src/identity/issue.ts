import { createHash, randomBytes } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { serverTime } from '../core/clock.ts';
import type { Cloud } from '../core/service.ts';
import { issueMark, signToken } from '../core/tokens.ts';
import type { Application, Tenant } from '../core/world.ts';
import { type Client, principalOf, type Resource } from './applications.ts';
import { homeOf, isDelegated, isFromElsewhere, loginHintOf, type Person } from './people.ts';

/** How a client proved itself: `0` not at all, `1` by a secret, `2` by a certificate. */
export type ClientProof = '0' | '1' | '2';

export interface AccessTokenRequest {
  client: Client;
  tenant: Tenant;
  resource: Resource;
  proof: ClientProof;
  /** Whose token it is; null: the application's own. */
  person: Person | null;
  scopes: string[];
  roles: string[];
  stepUp: boolean;
  /** The client declared `cp1`: longer life, claims challenges understood. */
  continuous: boolean;
  origin: string;
}

export interface IssuedToken {
  token: string;
  expiresIn: number;
}

/** Set in every member's token beside the directory roles, as Entra does; guests have none. */
const ordinaryMember = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

/**
 * An access token with Entra's claims. Microsoft's APIs take version 1.0 tokens; an API of our own gets the version
 * that its registration asks for. Directory roles are those of this moment and never change in the token.
 *
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export async function issueAccessToken(request: AccessTokenRequest, cloud: Cloud): Promise<IssuedToken> {
  const { client, tenant, resource, person, proof, scopes, roles, stepUp, continuous, origin } = request;
  const now = Math.floor(serverTime(cloud) / 1000);
  const begins = now - backdate(cloud);
  const expiresIn = lifeOf(request);
  const second = resource.application?.api.requestedAccessTokenVersion === 2;
  const principal = principalOf(tenant, client.application.appId);
  const optional = (resource.application?.optionalClaims?.accessToken ?? []).map((one) => one.name);
  const wids = person ? widsOf(person, resource.application) : [];
  const claims: JWTPayload = {
    aud: resource.audience,
    iss: second ? `${origin}/${tenant.id}/v2.0` : `${origin}/${tenant.id}/`,
    iat: begins,
    nbf: begins,
    exp: now + expiresIn,
    aio: issueMark(cloud),
    ...(second
      ? { azp: client.application.appId, azpacr: proof }
      : { app_displayname: client.application.displayName, appid: client.application.appId, appidacr: proof }),
    ...(person ? personClaims(person, second, cloud, origin) : { oid: principal?.id ?? '' }),
    ...((!second || optional.includes('idtyp')) && { idtyp: person ? 'user' : 'app' }),
    ...(scopes.length > 0 && { scp: scopes.join(' ') }),
    ...(roles.length > 0 && { roles }),
    ...(wids.length > 0 && { wids }),
    ...(stepUp && { acrs: ['c1'] }),
    ...(continuous && (!second || optional.includes('xms_cc')) && { xms_cc: ['CP1'] }),
    ...(person && optional.includes('login_hint') && { login_hint: loginHintOf(person) }),
    ...(person && optional.includes('acct') && { acct: accountStatus(person) }),
    sub: person ? pairwise(resource.appId, person) : (principal?.id ?? ''),
    tid: tenant.id,
    uti: randomBytes(16).toString('base64url'),
    ver: second ? '2.0' : '1.0',
  };
  return { token: await signToken(claims, cloud), expiresIn };
}

function personClaims(person: Person, second: boolean, cloud: Cloud, origin: string): JWTPayload {
  const { user } = person;
  return {
    name: user.displayName,
    oid: user.id,
    ...(second
      ? { preferred_username: user.userPrincipalName }
      : { upn: user.userPrincipalName, unique_name: user.userPrincipalName }),
    ...providerClaims(person, cloud, origin),
  };
}

/** Whoever signs in elsewhere has tokens that name the provider there, whether a guest here, a member, or neither. */
function providerClaims(person: Person, cloud: Cloud, origin: string): JWTPayload {
  if (!isFromElsewhere(person.user)) return {};
  const home = homeOf(person, cloud);
  return home ? { idp: `${origin}/${home.tenant.id}/` } : { idp: 'mail' };
}

/** Microsoft's APIs always see the directory roles; an API of our own when its registration asks for them. */
function widsOf(person: Person, api: Application | null): string[] {
  const { user } = person;
  const asked = api === null || ['DirectoryRole', 'All'].includes(api.groupMembershipClaims ?? '');
  if (!asked) return [];
  return user.userType === 'Member' && !isDelegated(person) ? [...user._roles, ordinaryMember] : user._roles;
}

/** Entra's tokens begin five minutes before they are issued, so that clocks which are behind accept them. */
const backdate = (cloud: Cloud) => cloud.world.weather.tokenBackdateSeconds ?? 300;

/** `acct`, an optional claim: 0 for a member of the tenant, 1 for a guest. */
const accountStatus = ({ user }: Person) => (user.userType === 'Guest' ? 1 : 0);

/** Usually 60–90 minutes; with continuous access evaluation up to 28 hours for people, 24 for applications. */
function lifeOf({ continuous, person, resource }: AccessTokenRequest): number {
  if (continuous && !resource.application) return (person ? 28 : 24) * 3600 - 1;
  if (!person) return 3599;
  return 3600 + Math.floor(Math.random() * 1800);
}

/** https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
export function issueIdToken(
  {
    client,
    person,
    nonce,
    scopes,
    origin,
  }: { client: Client; person: Person; nonce: string | null; scopes: string[]; origin: string },
  cloud: Cloud,
): Promise<string> {
  const { application } = client;
  const now = Math.floor(serverTime(cloud) / 1000);
  const begins = now - backdate(cloud);
  const optional = (application.optionalClaims?.idToken ?? []).map((one) => one.name);
  const wids = ['DirectoryRole', 'All'].includes(application.groupMembershipClaims ?? '')
    ? widsOf(person, application)
    : [];
  const roles = userRoles(person, application);
  const { user, tenant } = person;
  return signToken(
    {
      aud: application.appId,
      iss: `${origin}/${tenant.id}/v2.0`,
      iat: begins,
      nbf: begins,
      exp: now + 3600,
      ...(nonce && { nonce }),
      oid: user.id,
      ...(scopes.includes('profile') && { name: user.displayName, preferred_username: user.userPrincipalName }),
      ...(scopes.includes('email') && user.mail && { email: user.mail }),
      ...(optional.includes('login_hint') && { login_hint: loginHintOf(person) }),
      ...(optional.includes('acct') && { acct: accountStatus(person) }),
      ...(wids.length > 0 && { wids }),
      ...(roles.length > 0 && { roles }),
      ...providerClaims(person, cloud, origin),
      sub: pairwise(application.appId, person),
      tid: tenant.id,
      uti: randomBytes(16).toString('base64url'),
      ver: '2.0',
    },
    cloud,
  );
}

/** App roles that this person was assigned at an API of our own. */
export function userRoles({ tenant, user }: Person, api: Application | null): string[] {
  const resource = api && principalOf(tenant, api.appId);
  if (!resource) return [];
  const groups = Object.values(tenant.groups).filter((group) => group.members.includes(user.id));
  const mine = [user.id, ...groups.map((group) => group.id)];
  const ids = Object.values(tenant.appRoleAssignments)
    .filter((one) => one.resourceId === resource.id && mine.includes(one.principalId))
    .map((one) => one.appRoleId);
  return api.appRoles.flatMap((role) => (role.isEnabled && ids.includes(role.id) && role.value ? [role.value] : []));
}

/** The account at home, as `client_info=1` asks for it. */
export function clientInfo(person: Person, cloud: Cloud): string {
  const { tenant, user } = homeOf(person, cloud) ?? person;
  return Buffer.from(JSON.stringify({ uid: user.id, utid: tenant.id })).toString('base64url');
}

/** A subject that is stable for one application and tells another nothing. */
export function pairwise(appId: string, { user }: Pick<Person, 'user'>): string {
  return createHash('sha256').update(`${appId}/${user.id}`).digest('base64url');
}
