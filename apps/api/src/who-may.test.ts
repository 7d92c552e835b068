import { CheckId, endpoints, type RunView, type SessionView, type TenantPage } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Claims, forgeries } from './testing/forged-token.ts';
import { wids } from './testing/identity-server.ts';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let contoso: string;
/** A run that was cancelled, and a live one after it: what is allowed then changes nothing, and answers 409. */
let run: RunView;
/** Links of that run: one that nobody used, one that was taken back. */
let approval: { open: string; revoked: string };
/** Where alerts go; switched off. */
let channelId: string;
/** Of a private address of a calendar. */
let file: string;
const nothing = '00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  installation = await startInstallation({
    heartbeatMs: 50,
    guestsAllowed: ['gustav'],
    // The whole table for every caller is more than a minute allows one address.
    environment: { RATE_LIMIT_GENERAL: '1000000' },
  });
  installation.emulator.cloud.world.weather.vplus.synchronizationMs = 600_000;
  contoso = installation.tenant('Contoso').id;
  const adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
  const lee = await installation.tokenOf('Contoso', 'lee');
  const first = await installation.connect(lee, contoso);
  await installation.watch(lee, first.id, { until: ({ data }) => 'runState' in data && data.runState === 'needs-you' });
  const link = async () =>
    (await installation.call<{ id: string }>(lee, 'POST', `/runs/${first.id}/approvals`, {})).body.id;
  approval = { open: await link(), revoked: await link() };
  await installation.call(lee, 'DELETE', `/approvals/${approval.revoked}`);
  await installation.call(adele, 'POST', `/runs/${first.id}/cancel`);
  run = await installation.ended(adele, first.id);
  const operator = await installation.tokenOf('Practice Operator', 'operator');
  const settings = { kind: 'webhook', address: installation.emulator.cloud.inbox.receiver };
  const made = await installation.call<{ channel: { id: string } }>(operator, 'POST', '/alert-channels', {
    ...newChannel,
    settings,
  });
  channelId = made.body.channel.id;
  await installation.call(operator, 'POST', `/alert-channels/${channelId}`, { on: false });
  const { body } = await installation.call<{ address: string }>(adele, 'POST', `/tenants/${contoso}/calendar-feeds`);
  file = body.address.split('/').at(-1) ?? '';
  const live = await installation.connect(adele, contoso);
  await installation.watch(adele, live.id, { until: ({ data }) => data.connected });
});
afterAll(() => installation.close());

/** How a caller stands to Contoso, which everything in the table is about. */
const standings = ['unknown', 'nothing', 'elsewhere', 'reader', 'administrator', 'operator'] as const;
type Standing = (typeof standings)[number];
type Row = [id: string, body: unknown, ...statuses: [number, number, number, number, number, number]];

const bad = 'a'.repeat(64);
/** It leads inside, and is refused for that: nothing is left behind. */
const newChannel = {
  name: 'Pager',
  settings: { kind: 'webhook', address: 'https://10.0.0.1/' },
  filter: { kinds: null, severities: ['critical'], tenants: null },
};
const answer = { stepId: 'register-organization', answer: 'confirm' };

/** Every endpoint, asked about Contoso, and the answer to every standing. 404: what may not be seen is not there. */
// biome-ignore format: a table
const table: Row[] = [
  //                                                   unknown nothing elsewhere reader administrator operator
  ['getConfig', undefined,                                 200,    200,      200,   200,          200,     200],
  ['getHealth', undefined,                                 200,    200,      200,   200,          200,     200],
  ['getReadiness', undefined,                              200,    200,      200,   200,          200,     200],
  ['getSession', undefined,                                401,    200,      200,   200,          200,     200],
  ['listTenants', undefined,                               401,    404,      200,   200,          200,     200],
  ['getTenant', undefined,                                 401,    404,      404,   200,          200,     200],
  ['getArrival', undefined,                                401,    404,      404,   200,          200,     404],
  ['makePlan', {},                                         401,    404,      404,   404,          200,     404],
  ['makeDisconnectPlan', {},                               401,    404,      404,   404,          200,     404],
  ['runCheck', {},                                         401,    404,      404,   404,          200,     404],
  // Of a plan that nobody was shown; by-hand.test.ts asks for the script of one that was.
  ['getScript', undefined,                                 401,    404,      404,   404,          404,     404],
  ['startRun', { verb: 'connect', planHash: bad },         401,    404,      404,   404,          409,     404],
  ['startRun', { verb: 'verify' },                         401,    404,      404,   404,          409,     404],
  ['startRun', { verb: 'disconnect', planHash: bad },      401,    404,      404,   404,          409,     404],
  ['getRun', undefined,                                    401,    404,      404,   200,          200,     200],
  ['watchRun', undefined,                                  401,    404,      404,   200,          200,     200],
  ['cancelRun', undefined,                                 401,    404,      404,   404,          409,     409],
  ['resumeRun', undefined,                                 401,    404,      404,   404,          409,     404],
  ['getSupportBundle', undefined,                          401,    404,      404,   200,          200,     200],
  ['handInSecret', { value: 'made by hand' },              401,    404,      404,   404,          409,     404],
  ['getRecord', undefined,                                 401,    404,      404,   200,          200,     200],
  ['revealOnce', { what: 'client-secret' },                401,    404,      404,   404,          409,     409],
  ['answerTask', answer,                                   401,    404,      404,   404,          409,     404],
  ['getVendorSteps', undefined,                            401,    404,      404,   200,          200,     200],
  ['removeAssistant', undefined,                           401,    404,      404,   404,          409,     404],
  // Of a finding that there is not.
  ['acceptFinding', { why: 'It is meant to be so' },       401,    404,      404,   404,          404,     404],
  ['acknowledgeFinding', { why: 'I am on it' },            401,    404,      404,   404,          404,     404],
  ['reopenFinding', undefined,                             401,    404,      404,   404,          404,     404],
  ['checkTenant', undefined,                               401,    404,      404,   404,          200,     200],
  ['createApproval', {},                                   401,    404,      404,   404,          409,     404],
  ['listApprovals', undefined,                             401,    404,      404,   404,          200,     404],
  ['getApproval', undefined,                               401,    404,      404,   200,          200,     404],
  ['getApprovalRequest', undefined,                        200,    200,      200,   200,          200,     200],
  ['approve', { hash: bad },                               401,    404,      404,   404,          409,     404],
  ['revokeApproval', undefined,                            401,    404,      404,   404,          200,     404],
  ['listAlertChannels', undefined,                         401,    404,      404,   404,          404,     200],
  ['makeAlertChannel', newChannel,                         401,    404,      404,   404,          404,     400],
  ['changeAlertChannel', { on: false },                    401,    404,      404,   404,          404,     200],
  ['rotateAlertSecret', {},                                401,    404,      404,   404,          404,     200],
  ['testAlertChannel', undefined,                          401,    404,      404,   404,          404,     409],
  ['listAlertDeliveries', undefined,                       401,    404,      404,   404,          404,     200],
  // Of an alert that there is not.
  ['replayAlertDelivery', undefined,                       401,    404,      404,   404,          404,     404],
  ['replayFailedAlerts', undefined,                        401,    404,      404,   404,          404,     409],
  // Of another channel than those above: it was removed before.
  ['removeAlertChannel', undefined,                        401,    404,      404,   404,          404,     200],
  ['listAudit', undefined,                                 401,    404,      404,   404,          404,     200],
  ['exportAudit', undefined,                               401,    404,      404,   404,          404,     200],
  ['listTenantAudit', undefined,                           401,    404,      404,   200,          200,     200],
  ['exportTenantAudit', undefined,                         401,    404,      404,   200,          200,     200],
  ['listCalendarFeeds', undefined,                         401,    404,      404,   404,          200,     200],
  ['makeCalendarFeed', undefined,                          401,    404,      404,   404,          200,     200],
  ['listAllCalendarFeeds', undefined,                      401,    404,      404,   404,          404,     200],
  ['makeCalendarFeedOfAll', undefined,                     401,    404,      404,   404,          404,     200],
  // Of an address that there is not; calendar-feeds.test.ts takes back one that there is.
  ['revokeCalendarFeed', undefined,                        401,    404,      404,   404,          404,     404],
  // The address is all that it takes.
  ['readCalendarFeed', undefined,                          200,    200,      200,   200,          200,     200],
];

type Token = () => Promise<string | null>;
const real =
  (tenant: string, login: string): Token =>
  () =>
    installation.tokenOf(tenant, login);
const forged =
  (forge: (tokens: ReturnType<typeof forgeries>) => Promise<string>, login = 'adele', tenant = 'Contoso'): Token =>
  async () =>
    forge(forgeries(installation.emulator, await installation.tokenOf(tenant, login)));
const saying = (change: Claims, login?: string, tenant?: string): Token =>
  forged((tokens) => tokens.saying(change), login, tenant);

const seconds = Math.floor(Date.now() / 1000);
const personal = '9188040d-6c67-4c5b-b112-36a304b66dad';
const elsewhere = '3c702d3e-9f64-4ea0-9b32-2d8f4061ac23';

/** Every kind of caller. The forged ones are Adele, a Global Administrator, in everything but what they name. */
const callers: [who: string, standing: Standing, token: Token][] = [
  ['nobody', 'unknown', async () => null],
  ['a token that somebody else signed', 'unknown', forged((tokens) => tokens.signedByAnother())],
  ['a token without a signature', 'unknown', forged((tokens) => tokens.unsigned())],
  ['a token signed with the public key as a secret', 'unknown', forged((tokens) => tokens.signedWithThePublicKey())],
  ['a token changed after it was signed', 'unknown', forged((tokens) => tokens.withAnotherPayload({ tid: elsewhere }))],
  ['a token for another audience', 'unknown', saying({ aud: '00000003-0000-0000-c000-000000000000' })],
  ['a token that another application asked for', 'unknown', saying({ azp: elsewhere })],
  ['a token that has expired', 'unknown', saying({ exp: seconds - 120 })],
  ['a token that is not valid yet', 'unknown', saying({ nbf: seconds + 600 })],
  ['a token that never expires', 'unknown', saying({ exp: undefined })],
  ['a token of another issuer', 'unknown', saying({ iss: `https://login.example/${elsewhere}/v2.0` })],
  ["a token whose issuer is another tenant's", 'unknown', saying({ tid: elsewhere })],
  ['a personal account', 'unknown', saying({ tid: personal })],
  ['an application without a person', 'unknown', saying({ scp: undefined, idtyp: 'app', roles: ['Operator'] })],
  ['a token without our scope', 'unknown', saying({ scp: 'User.Read' })],
  ['a token of version 1', 'unknown', saying({ ver: '1.0' })],
  ['an employee', 'nothing', real('Contoso', 'isaiah')],
  ['an administrator whose role is not active', 'nothing', real('Contoso', 'diego')],
  ['an administrator of other things', 'nothing', real('Contoso', 'lidia')],
  ['an application developer', 'nothing', saying({ wids: [wids.applicationDeveloper] })],
  ['a person whose token does not tell the roles', 'nothing', saying({ wids: undefined })],
  ['an employee who claims to be an operator at home', 'nothing', saying({ wids: [], roles: ['Operator'] })],
  ['a guest', 'nothing', real('Contoso', 'frida')],
  ['a guest with the highest role', 'nothing', saying({ wids: [wids.globalAdministrator], acct: 1 }, 'frida')],
  [
    "a guest in the operator's tenant",
    'nothing',
    saying({ idp: `https://sts.windows.net/${elsewhere}/`, acct: 1 }, 'operator', 'Practice Operator'),
  ],
  ["another tenant's Global Administrator", 'elsewhere', real('Fabrikam', 'fatima')],
  ["another tenant's Global Reader", 'elsewhere', saying({ wids: [wids.globalReader] }, 'fatima', 'Fabrikam')],
  ["another tenant's operator", 'elsewhere', saying({ roles: ['Operator'] }, 'fatima', 'Fabrikam')],
  ["a Global Administrator of the operator's tenant", 'elsewhere', real('Practice Operator', 'omar')],
  ['a Global Reader', 'reader', real('Contoso', 'nestor')],
  ['a Global Administrator', 'administrator', real('Contoso', 'adele')],
  ['a Privileged Role Administrator', 'administrator', real('Contoso', 'pradeep')],
  ['an Application Administrator', 'administrator', saying({ wids: [wids.applicationAdministrator] })],
  ['a Cloud Application Administrator', 'administrator', real('Contoso', 'lee')],
  [
    'an administrator by cross-tenant synchronization, who is a member',
    'administrator',
    saying({ idp: `https://sts.windows.net/${elsewhere}/`, acct: 0 }),
  ],
  ['a guest administrator who was named', 'administrator', real('Contoso', 'gustav')],
  ['an operator', 'operator', real('Practice Operator', 'operator')],
  [
    'an operator who administers the own tenant',
    'operator',
    saying({ wids: [wids.globalAdministrator] }, 'operator', 'Practice Operator'),
  ],
];

test('the table has a row for every endpoint, and none for another', () => {
  expect([...new Set(table.map(([id]) => id))]).toEqual(endpoints.map(({ id }) => id));
});

test.each(callers)('%s gets what the column "%s" says', async (_who, standing, tokenOf) => {
  const token = await tokenOf();

  const answers = await Promise.all(table.map(async ([id, body]) => ({ id, ...(await ask(token, id, body)) })));

  const column = standings.indexOf(standing) + 2;
  expect(answers.map(({ id, status }) => [id, status])).toEqual(table.map((row) => [row[0], row[column]]));
  for (const { status, type } of answers) if (status >= 400) expect(type).toMatch('application/problem+json');
});

test('nothing of it ended the live run, or removed the assistant', async () => {
  const adele = await installation.tokenOf('Contoso', 'adele');
  const { body } = await installation.call<{ liveRunId: string | null }>(adele, 'GET', `/tenants/${contoso}/arrival`);

  expect(body).toMatchObject({ approval: { state: 'approved' }, liveRunId: expect.any(String) });
});

async function ask(token: string | null, id: string, body: unknown): Promise<{ status: number; type: string | null }> {
  const endpoint = endpoints.find((one) => one.id === id);
  if (!endpoint) throw new Error(`No endpoint ${id}`);
  const known: Record<string, string> = {
    tenantId: contoso,
    runId: run.id,
    checkId: CheckId.options[0] ?? '',
    planHash: bad,
    kind: 'terraform',
    channelId: id === 'removeAlertChannel' ? nothing : channelId,
    deliveryId: nothing,
    findingId: nothing,
    feedId: nothing,
    file,
    approvalId: id === 'revokeApproval' ? approval.revoked : approval.open,
  };
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => known[name] ?? `no-example-of-${name}`);
  const { status, headers } = await installation.call(token, endpoint.method, path, body);
  return { status, type: headers.get('content-type') };
}

test("another tenant's list is empty of Contoso, an operator's is not", async () => {
  const names = async (tenant: string, login: string) =>
    (
      await installation.call<TenantPage>(await installation.tokenOf(tenant, login), 'GET', '/tenants')
    ).body.tenants.map(({ name }) => name);

  expect(await names('Fabrikam', 'fatima')).toEqual([]);
  expect(await names('Practice Operator', 'omar')).toEqual([]);
  expect(await names('Practice Operator', 'operator')).toContain('Contoso');
});

test('what is refused looks like what does not exist', async () => {
  const token = await installation.tokenOf('Fabrikam', 'fatima');

  const refused = await installation.call(token, 'GET', `/runs/${run.id}`);
  const absent = await installation.call(token, 'GET', `/runs/${nothing}`);

  const { traceId: _, ...one } = refused.body;
  const { traceId: __, ...other } = absent.body;
  expect(one).toEqual(other);
});

test('tells people who they are and why they may do nothing', async () => {
  const session = async (login: string, claims: Claims = {}) =>
    (await installation.call<SessionView>(await saying(claims, login)(), 'GET', '/session')).body;

  expect(await session('adele')).toMatchObject({
    tenantId: contoso,
    roles: ['global-administrator'],
    refusal: null,
    vplusServers: [{ id: 'practice' }],
  });
  expect(await session('isaiah')).toMatchObject({ may: [], refusal: 'no-administrator-role', vplusServers: [] });
  expect(await session('frida', { acct: 1 })).toMatchObject({ may: [], refusal: 'guest', person: { guest: true } });
  expect(await session('gustav', { acct: 1 })).toMatchObject({ refusal: null, person: { guest: true } });
});

test('a guest whose token does not say so is refused where the directory is asked', async () => {
  const token = await saying({ wids: [wids.globalAdministrator] }, 'frida')();

  const plan = await installation.call(token, 'POST', `/tenants/${contoso}/plans`, {});

  expect(plan).toMatchObject({ status: 403, body: { code: 'guest-refused' } });
});

test('a tenant that is not allowed gets 404 although its administrator signs in', async () => {
  const closed = await startInstallation({ environment: { ALLOWED_TENANTS: installation.tenant('Fabrikam').id } });
  try {
    const token = await closed.tokenOf('Contoso', 'adele');

    const session = await closed.call<SessionView>(token, 'GET', '/session');
    const arrival = await closed.call(token, 'GET', `/tenants/${contoso}/arrival`);

    expect(session.body).toMatchObject({ may: [], refusal: 'tenant-not-allowed' });
    expect(arrival.status).toBe(404);
  } finally {
    await closed.close();
  }
});
