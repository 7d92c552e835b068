import { X509Certificate } from 'node:crypto';
import { type Emulator, startEmulator } from '@vplus/emulator';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createExchange } from './exchange/create-exchange.ts';
import {
  deleteApplication,
  deleteServicePrincipal,
  purgeDeleted,
  removeOwner,
  restoreDeleted,
  upsertApplication,
  upsertServicePrincipal,
} from './graph/changes.ts';
import { createGraph } from './graph/create-graph.ts';
import type { ApiServicePrincipal, Graph } from './graph/graph.ts';
import { createIdentity } from './identity/create-identity.ts';
import type { Identity } from './identity/identity.ts';
import type { Transport } from './ports.ts';
import { createSharePoint } from './sharepoint/create-share-point.ts';
import { systemTransport } from './system-transport.ts';
import { failureOf } from './testing/failure-of.ts';
import { testTransport } from './testing/transport.ts';
import { createVplus } from './vplus/create-vplus.ts';
import { documentedProfile } from './vplus/profile.ts';
import type { Vplus } from './vplus/vplus.ts';

const graphApi = '00000003-0000-0000-c000-000000000000';
const exchangeApi = '00000002-0000-0ff1-ce00-000000000000';
const sharePointApi = '00000003-0000-0ff1-ce00-000000000000';
const graphScope = 'https://graph.microsoft.com/.default';
const uniqueName = "vplus-o'neil-1";
const secretBody = { displayName: 'vPlus', endDateTime: new Date(Date.now() + 90 * 86_400_000).toISOString() };

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
});
beforeEach(() => {
  emulator.reset();
  home().weather.replication = {
    applications: 0,
    servicePrincipals: 0,
    grants: 0,
    credentials: 0,
    roles: 0,
    consent: 0,
  };
  emulator.cloud.world.weather.vplus.synchronizationMs = 0;
});
afterAll(() => emulator.close());

test('connects a tenant from the sign-in to a finished synchronization, and takes it all back', async () => {
  const identity = identityNow();
  const graph = await administratorsGraph(identity);

  // Look, and register.
  const [me, organization, before, policy, skus] = await Promise.all([
    graph.me(),
    graph.organization(),
    graph.application(uniqueName),
    graph.defaultAppManagementPolicy(),
    graph.subscribedSkus(),
  ]);
  expect([me.userPrincipalName, organization.id, before]).toEqual(['omar@operator.example', home().id, null]);
  expect([policy, skus]).toEqual([expect.objectContaining({ isEnabled: expect.any(Boolean) }), expect.any(Array)]);
  const apis = await Promise.all([graphApi, exchangeApi, sharePointApi].map(graph.apiServicePrincipal));
  const wanted = [40, 1, 5].flatMap((count, index) => rolesOf(apis[index] ?? null, count));
  const body = {
    displayName: 'vPlus Backup',
    signInAudience: 'AzureADMyOrg' as const,
    tags: ['vplus'],
    notes: 'Practice',
    requiredResourceAccess: [],
  };
  const created = await graph.change(upsertApplication(uniqueName, body));
  expect(await graph.change(upsertApplication(uniqueName, body))).toBeNull();
  const application = await graph.application(uniqueName);
  expect(application).toMatchObject({ id: created?.id, uniqueName, displayName: 'vPlus Backup' });
  const { id: applicationId = '', appId = '' } = application ?? {};
  const principal = await graph.change(
    upsertServicePrincipal(appId, { tags: ['vplus'], notes: '', accountEnabled: true }),
  );
  expect(await graph.servicePrincipal(appId)).toMatchObject({ id: principal?.id, accountEnabled: true });
  const principalId = principal?.id ?? '';

  // Grant, twice.
  const granted = await graph.grant(principalId, wanted);
  expect(granted.filter((grant) => grant.ok && grant.assignmentId !== null)).toHaveLength(46);
  const again = await graph.grant(principalId, wanted);
  expect(again.filter((grant) => grant.ok && grant.assignmentId === null)).toHaveLength(46);
  expect(await graph.assignments(principalId)).toHaveLength(46);

  // Prove it with the new application's own secret.
  const { keyId, secretText } = await graph.addPassword(applicationId, secretBody);
  const appOnly = (scope: string) =>
    identity.appOnly({ tenantId: home().id, clientId: appId, credential: { secret: secretText }, scope });
  const tokens = await Promise.all([graphScope, `${exchangeApi}/.default`, `${sharePointApi}/.default`].map(appOnly));
  const [forGraph = '', forExchange = '', forSharePoint = ''] = tokens.map(({ accessToken }) => accessToken);
  expect(tokens.map(({ roles }) => roles.length)).toEqual([40, 1, 5]);
  const proof = createGraph({ ...systemTransport(), origin: emulator.origins.graph, token: async () => forGraph });
  expect(await proof.read('/users?$top=1&$select=id', 'GET /users')).toMatchObject({
    value: [{ id: expect.any(String) }],
  });
  expect(await proof.read('/sites/unknown', 'GET /sites/{id}')).toBeNull();
  const sharePoint = createSharePoint({ ...systemTransport(), origin: emulator.origins.sharepoint });
  expect(await sharePoint.readWeb(forSharePoint)).toBe('certificate-needed');
  const exchange = createExchange({ ...systemTransport(), origin: emulator.origins.exchange });
  expect(await exchange.readInbox(forExchange, me.userPrincipalName)).toEqual({ is: 'works' });
  expect(await failureOf(exchange.readInbox(forExchange, 'nobody@operator.example'))).toMatchObject({
    failure: 'refused',
  });
  home().ews = { enabled: true, allowedAppIds: ['another'] };
  expect(await exchange.readInbox(forExchange, me.userPrincipalName)).toEqual({ is: 'off', status: 403 });

  // Hand over to vPlus.
  const vplus = vplusNow();
  expect(await vplus.probe()).toEqual({ login: 'assistant', organizations: 0 });
  const made = await vplus.createOrganization({
    name: 'Practice',
    tenantId: home().id,
    clientId: appId,
    clientSecret: secretText,
    description: 'Made by a test',
  });
  await vplus.updateOrganization(made.guid, { name: 'Practice, renamed' });
  expect(await vplus.organizations()).toMatchObject([{ guid: made.guid, name: 'Practice, renamed', clientId: appId }]);
  const { guid } = await vplus.synchronize(made.guid);
  await expect.poll(async () => (await vplus.task(guid))?.state).toBe('finished');
  expect(await vplus.tasksOf(made.guid)).toMatchObject([{ guid, state: 'finished', progress: 100 }]);
  expect((await vplus.organizations())[0]?.lastSynchronizedAt).toEqual(expect.any(Number));

  // Take it back.
  await vplus.deleteOrganization(made.guid);
  const [assignment] = await graph.assignments(principalId);
  await graph.revoke(principalId, [assignment?.id ?? '', 'gone-already']);
  expect(await graph.assignments(principalId)).toHaveLength(45);
  await graph.removePassword(applicationId, keyId);
  for (const { id } of await graph.owners(applicationId)) await graph.change(removeOwner(applicationId, id));
  expect(await graph.owners(applicationId)).toEqual([]);
  await graph.change(deleteServicePrincipal(appId));
  await graph.change(deleteApplication(applicationId));
  expect(await failureOf(graph.change(upsertApplication(uniqueName, body)))).toMatchObject({ status: 400 });
  const [bin] = await graph.deletedApplications();
  const [principalBin] = await graph.deletedServicePrincipals();
  expect([bin?.id, principalBin?.appId]).toEqual([applicationId, appId]);
  await graph.change(restoreDeleted(applicationId));
  expect(await graph.applicationById(applicationId)).toMatchObject({ appId });
  await graph.change(deleteApplication(applicationId));
  await graph.change(purgeDeleted(applicationId));
  expect(await graph.deletedApplications()).toEqual([]);
});

test('hands the claims of Conditional Access back, and is satisfied by nothing less', async () => {
  home().weather.conditionalAccess = { demand: 'mfa', at: 'on-behalf-of' };

  const failure = await failureOf(administratorsGraph(identityNow()));

  expect(failure).toMatchObject({ service: 'identity', code: 'interaction_required', aadsts: [50076] });
  expect(JSON.parse(failure.claims ?? '')).toHaveProperty('access_token');
});

test('hears that a secret is not known', async () => {
  const failure = await failureOf(
    identityNow().appOnly({
      tenantId: home().id,
      clientId: assistant().clientId,
      credential: { secret: 'marked-wrong-secret' },
      scope: graphScope,
    }),
  );

  expect(failure).toMatchObject({ status: 401, code: 'invalid_client', aadsts: [7000215] });
  expect(JSON.stringify(failure)).not.toContain('marked');
});

test('proves itself to Entra ID with a certificate', async () => {
  const daemon = emulator.description.clients.find(({ kind }) => kind === 'daemon');
  const { certificatePem = '', privateKeyPem = '' } = daemon ?? {};
  const thumbprintSha256 = new X509Certificate(certificatePem).fingerprint256.replaceAll(':', '');

  const token = await identityNow().appOnly({
    tenantId: daemon?.tenantId ?? '',
    clientId: daemon?.clientId ?? '',
    credential: { certificate: { thumbprintSha256, privateKeyPem, x5cPem: certificatePem } },
    scope: graphScope,
  });

  expect(token.roles).toContain('Application.Read.All');
});

test('gets through a Graph that throttles every third request, and grants nothing twice', async () => {
  const graph = await administratorsGraph(identityNow(), testTransport());
  home().weather.throttling = { everyNth: 3, retryAfterSeconds: 1 };
  const [own] = Object.values(home().servicePrincipals).filter(({ appId }) => appId === assistant().clientId);

  const api = await graph.apiServicePrincipal(graphApi);
  const granted = await graph.grant(own?.id ?? '', rolesOf(api, 25));

  expect(granted.filter(({ ok }) => ok)).toHaveLength(25);
  expect(await graph.assignments(own?.id ?? '')).toHaveLength(25);
});

test('does not grant twice when the line is cut after the effect', async () => {
  const graph = await administratorsGraph(identityNow(), testTransport());
  const [own] = Object.values(home().servicePrincipals).filter(({ appId }) => appId === assistant().clientId);
  const wanted = rolesOf(await graph.apiServicePrincipal(graphApi), 3);
  emulator.cloud.world.weather.faults.push({
    id: 'cut',
    match: { service: 'graph', path: '\\$batch' },
    nth: 1,
    times: 1,
    effect: { kind: 'cut-after-effect' },
    _seen: 0,
    _hit: 0,
  });

  const granted = await graph.grant(own?.id ?? '', wanted);

  expect(granted).toEqual(wanted.map((one) => ({ ...one, ok: true, assignmentId: null })));
  expect(await graph.assignments(own?.id ?? '')).toHaveLength(3);
});

test('sees nothing but a refusal of a vPlus server that is down or speaks another contract', async () => {
  const { weather } = emulator.cloud.world;
  weather.vplus.down = true;
  const down = await failureOf(vplusNow().probe());
  weather.vplus.down = false;
  weather.vplus.contract = 'unknown';
  const foreign = await failureOf(vplusNow().probe());

  expect([down.status, foreign.status, foreign.operation]).toEqual([503, 404, 'list organizations']);
});

test('goes on when its vPlus session has ended', async () => {
  const vplus = vplusNow();
  await vplus.probe();
  emulator.cloud.world.vplus.sessions = {};

  await expect(vplus.organizations()).resolves.toEqual([]);
});

/** The tenant in which the assistant is approved from the start. */
function home() {
  const tenant = emulator.cloud.world.tenants[assistant().tenantId];
  if (!tenant) throw new Error('The practice cloud has no operator tenant.');
  return tenant;
}

function assistant() {
  const client = emulator.description.clients.find(({ kind }) => kind === 'spa');
  if (!client?.secret) throw new Error('The practice cloud does not describe the assistant.');
  return { ...client, secret: client.secret };
}

function identityNow(): Identity {
  const { clientId, secret } = assistant();
  return createIdentity({
    ...systemTransport(),
    authority: { origin: 'https://login.practice.example', endpointOrigin: emulator.origins.identity },
    clientId,
    credential: { secret },
  });
}

async function administratorsGraph(identity: Identity, transport: Transport = systemTransport()): Promise<Graph> {
  const assertion = await signIn('omar@operator.example');
  const { accessToken, scopes } = await identity.onBehalfOf({ tenantId: home().id, assertion, scope: graphScope });
  expect(scopes).toContain('approleassignment.readwrite.all');
  return createGraph({ ...transport, origin: emulator.origins.graph, token: async () => accessToken });
}

/** What the browser sends us: a token for the assistant's own API, redeemed as the page of the SPA would. */
async function signIn(userPrincipalName: string): Promise<string> {
  const { clientId, scopes, tenantId } = assistant();
  const user = Object.values(home().users).find((one) => one.userPrincipalName === userPrincipalName);
  const now = Date.now();
  emulator.cloud.world.refreshTokens['refresh-1'] = {
    clientId,
    tenantId,
    userId: user?.id ?? '',
    scopes,
    authTime: now,
    stepUp: false,
    issuedAt: now,
    expiresAt: now + 86_400_000,
    spa: true,
  };
  const answer = await fetch(`${emulator.origins.identity}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { origin: 'http://localhost' },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: clientId,
      refresh_token: 'refresh-1',
      scope: scopes.join(' '),
    }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  return access_token;
}

function vplusNow(): Vplus {
  const { vplusFingerprint, vplusLogin } = emulator.description;
  return createVplus({
    ...systemTransport(),
    ...vplusLogin,
    origin: emulator.origins.vplus,
    trust: { sha256Fingerprint: vplusFingerprint },
    profile: documentedProfile,
  });
}

function rolesOf(api: ApiServicePrincipal | null, count: number) {
  const mayBeGranted = (role: ApiServicePrincipal['appRoles'][number]) =>
    role.isEnabled && role.allowedMemberTypes.includes('Application');
  const needed = ['User.Read.All', 'Sites.Read.All', 'full_access_as_app'];
  return (api?.appRoles ?? [])
    .filter(mayBeGranted)
    .sort((a, b) => needed.indexOf(b.value ?? '') - needed.indexOf(a.value ?? ''))
    .slice(0, count)
    .map(({ id }) => ({ resourceId: api?.id ?? '', appRoleId: id }));
}
