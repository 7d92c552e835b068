import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arrival, PlanView, RunView, TenantView } from '@vplus/contracts';
import { vendorTable } from '@vplus/emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let adele: string;
let contoso: string;

beforeAll(async () => {
  installation = await startInstallation();
  contoso = installation.tenant('Contoso').id;
  adele = await installation.tokenOf('Contoso', 'adele');
});
afterAll(() => installation.close());

test('says what is missing before the organization has approved the assistant, and makes no plan', async () => {
  const arrival = await installation.call<Arrival>(adele, 'GET', `/tenants/${contoso}/arrival`);
  const plan = await installation.call(adele, 'POST', `/tenants/${contoso}/plans`, {});

  expect(arrival.body).toMatchObject({
    tenant: { id: contoso },
    approval: { state: 'missing', missingScopes: expect.arrayContaining(['Application.ReadWrite.All']) },
    liveRunId: null,
  });
  expect(plan).toMatchObject({
    status: 403,
    body: { code: 'assistant-not-approved', missingScopes: expect.any(Array) },
  });
});

test('knows the organization once the assistant is approved', async () => {
  await installation.approve('Contoso', 'adele');

  const { body } = await installation.call<Arrival>(adele, 'GET', `/tenants/${contoso}/arrival`);

  expect(body).toMatchObject({
    tenant: { name: 'Contoso', primaryDomain: 'contoso.example' },
    approval: { state: 'approved' },
    connectedAt: null,
  });
});

test('starts nothing without the plan that this person was shown', async () => {
  const path = `/tenants/${contoso}/runs`;
  const without = await installation.call(adele, 'POST', path, { verb: 'connect' });
  const invented = await installation.call(adele, 'POST', path, { verb: 'connect', planHash: 'a'.repeat(64) });
  const undo = await installation.call(adele, 'POST', path, { verb: 'disconnect' });
  const undoPlan = await installation.disconnect(adele, contoso);

  expect(without).toMatchObject({ status: 400, body: { fields: [{ path: 'body.planHash' }] } });
  expect(invented).toMatchObject({ status: 409, body: { code: 'plan-changed' } });
  expect(undo).toMatchObject({ status: 409, body: { code: 'nothing-to-undo' } });
  expect(undoPlan).toMatchObject({ status: 409, body: { code: 'nothing-to-undo' } });
});

test('a plan of one administrator cannot be approved by another', async () => {
  const megan = await installation.tokenOf('Contoso', 'megan');
  const plan = await installation.call<PlanView>(adele, 'POST', `/tenants/${contoso}/plans`, {});

  const run = await installation.call(megan, 'POST', `/tenants/${contoso}/runs`, {
    verb: 'connect',
    planHash: plan.body.hash,
  });

  expect(run.body).toMatchObject({ code: 'plan-changed' });
});

test('connects a tenant over HTTP alone: application, grants, one secret, organization, synchronization', async () => {
  const started = await installation.connect(adele, contoso);
  const messages = await installation.watch(adele, started.id);
  const run = await installation.ended(adele, started.id);

  expect(run).toMatchObject({ connected: true, unchanged: false, finishedAt: expect.any(String) });
  expect(run.state).toMatch(/^done/);
  const { applications, servicePrincipals, appRoleAssignments } = installation.tenant('Contoso');
  const [application, ...twins] = Object.values(applications).filter(({ uniqueName }) =>
    uniqueName?.startsWith('vplus-'),
  );
  expect(twins).toEqual([]);
  expect(application?.passwordCredentials).toHaveLength(1);
  const principal = Object.values(servicePrincipals).find(({ appId }) => appId === application?.appId);
  const granted = Object.values(appRoleAssignments).filter(({ principalId }) => principalId === principal?.id);
  expect(granted.map(({ appRoleId }) => appRoleId).sort()).toEqual(
    vendorTable.map(({ appRoleId }) => appRoleId).sort(),
  );
  expect(organizations()).toMatchObject([
    { tenantId: contoso, clientId: application?.appId, lastSynchronizedAt: expect.any(Number) },
  ]);

  expect(messages[0]?.event).toBe('view');
  const numbers = messages.map(({ id }) => id);
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  expect(messages.at(-1)).toMatchObject({ event: 'step', id: run.version, data: { runState: run.state } });
});

test('shows the connected tenant with what the run learned', async () => {
  const { body } = await installation.call<TenantView>(adele, 'GET', `/tenants/${contoso}`);

  expect(body).toMatchObject({
    name: 'Contoso',
    state: expect.stringMatching(/^(connected|attention)$/),
    permissionsGranted: 46,
    permissionsWanted: 46,
    credentialExpiresAt: expect.any(String),
    credentials: expect.arrayContaining([
      expect.objectContaining({ kind: 'secret', addedAt: expect.any(String) }),
      expect.objectContaining({ kind: 'certificate', addedAt: expect.any(String) }),
    ]),
    connection: { connectedAt: expect.any(String) },
  });
  expect(body.history.length).toBeGreaterThan(0);
});

test('resumes a stream after the event that the browser saw last', async () => {
  const { body } = await installation.call<TenantView>(adele, 'GET', `/tenants/${contoso}`);
  const runId = String(body.latestRun?.id);
  const all = await installation.watch(adele, runId, { lastEventId: 0 });

  const rest = await installation.watch(adele, runId, { lastEventId: 10 });

  expect(all.map(({ id }) => id)).toEqual(all.map((_, index) => index + 1));
  expect(rest).toEqual(all.slice(10));
});

test('a second connect changes nothing and says so', async () => {
  const log = installation.emulator.cloud.log;
  const from = log.length;

  const started = await installation.connect(adele, contoso);
  const run = await installation.ended(adele, started.id);

  expect(run).toMatchObject({ connected: true, unchanged: true });
  const writes = log.slice(from).filter(({ write, service }) => write && (service === 'graph' || service === 'vplus'));
  expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

test('a tenant that is being worked on is not worked on twice', async () => {
  const { weather } = installation.emulator.cloud.world;
  weather.latencyMs.graph = 300;
  const first = await installation.connect(adele, contoso);

  const second = await installation.call(adele, 'POST', `/tenants/${contoso}/runs`, { verb: 'verify' });
  const removal = await installation.call(adele, 'POST', `/tenants/${contoso}/remove-assistant`);

  weather.latencyMs.graph = 0;
  expect(second).toMatchObject({ status: 409, body: { code: 'run-already-active', runId: first.id } });
  expect(removal).toMatchObject({ status: 409, body: { code: 'run-already-active' } });
  await installation.ended(adele, first.id);
});

test('an administrator whose sign-in ended is asked for a new one, and the run goes on with it', async () => {
  const started = await installation.connect(adele, contoso, endSignIn);
  const waiting = await installation.watch(adele, started.id, { until: ({ data }) => stateOf(data) === 'needs-you' });
  const asked = (await installation.call<RunView>(adele, 'GET', `/runs/${started.id}`)).body;

  const resumed = await installation.call(adele, 'POST', `/runs/${started.id}/resume`);
  const run = await installation.ended(adele, started.id);

  expect(waiting.length).toBeGreaterThan(0);
  expect(asked.steps.flatMap(({ ask }) => (ask ? [ask.kind] : []))).toContain('sign-in');
  expect(resumed.status).toBe(200);
  expect(run).toMatchObject({ connected: true });
});

test('verifies what is there, and sees what was taken away behind our back', async () => {
  const sound = await verb('verify');
  const { appRoleAssignments } = installation.tenant('Contoso');
  const lost = Object.keys(appRoleAssignments).find(
    (id) => appRoleAssignments[id]?.principalDisplayName === 'vPlus Backup',
  );
  delete appRoleAssignments[String(lost)];

  const drifted = await verb('verify');

  expect(sound).toMatchObject({ state: expect.stringMatching(/^done/), connected: true });
  expect(drifted.state).toBe('failed');
  const { body } = await installation.call<TenantView>(adele, 'GET', `/tenants/${contoso}`);
  expect(body.permissionsGranted).toBe(45);
  // What was made a moment ago is looked at for twenty seconds before its absence is believed.
});

test('keeps running through a restart of the process', async () => {
  const { weather } = installation.emulator.cloud.world;
  weather.latencyMs.graph = 200;
  const started = await installation.connect(adele, contoso);
  await installation.watch(adele, started.id, { until: ({ event }) => event === 'step' });

  await installation.restart();
  weather.latencyMs.graph = 0;
  const run = await installation.ended(adele, started.id);

  expect(run).toMatchObject({ connected: true });
  expect(organizations()).toHaveLength(1);
});

test('only an operator is shown a plan that deletes the organization, and nothing is disconnected without a plan', async () => {
  const deleting = await installation.disconnect(adele, contoso, { choices: { deleteOrganization: 'Contoso' } });
  const without = await installation.call(adele, 'POST', `/tenants/${contoso}/runs`, { verb: 'disconnect' });

  expect(deleting).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect(without).toMatchObject({ status: 400, body: { fields: [{ path: 'body.planHash' }] } });
  expect(organizations()).toHaveLength(1);
});

test('disconnects, and leaves the organization whose backups are kept', async () => {
  const started = await installation.disconnect(adele, contoso);
  const run = await installation.ended(adele, started.body.id);

  expect(run.state).toBe('done');
  const { applications } = installation.tenant('Contoso');
  expect(Object.values(applications).filter(({ uniqueName }) => uniqueName?.startsWith('vplus-'))).toEqual([]);
  expect(organizations()).toHaveLength(1);
  const { body } = await installation.call<TenantView>(adele, 'GET', `/tenants/${contoso}`);
  expect(body).toMatchObject({ state: 'disconnected', permissionsGranted: 0 });
});

test("removes the assistant's own access as the last call", async () => {
  const { body } = await installation.call(adele, 'POST', `/tenants/${contoso}/remove-assistant`);
  const again = await installation.call(adele, 'POST', `/tenants/${contoso}/remove-assistant`);

  expect(body).toEqual({ removed: true });
  expect(again.body).toEqual({ removed: false });
  const { servicePrincipals } = installation.tenant('Contoso');
  expect(Object.values(servicePrincipals).some(({ displayName }) => displayName === 'vPlus setup assistant')).toBe(
    false,
  );
});

test('no secret and no token is in the database, the log, a reply or an event', async () => {
  const { vplusLogin, clients } = installation.emulator.description;
  const secrets = [
    adele,
    adele.split('.')[2],
    vplusLogin.password,
    ...clients.flatMap(({ secret }) => secret ?? []),
    ...organizations().map(({ clientSecret }) => clientSecret ?? undefined),
    // Whatever else looks like a token: each begins with the same header.
    Buffer.from('{"alg":"RS256"').toString('base64').slice(0, 16),
    Buffer.from('{"typ":"JWT"').toString('base64').slice(0, 12),
  ].filter((secret) => secret !== undefined);
  const { body: tenant } = await installation.call<TenantView>(adele, 'GET', `/tenants/${contoso}`);
  const replies = await Promise.all(
    tenant.runs.map(async ({ id }) => [
      (await installation.call(adele, 'GET', `/runs/${id}`)).body,
      await installation.watch(adele, id, { lastEventId: 0 }),
    ]),
  );
  await installation.restart();
  const written = readdirSync(join(installation.folder, 'database'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));

  const places = {
    log: [installation.lines.join('\n')],
    replies: [JSON.stringify([tenant, replies])],
    database: written,
  };

  expect(written.length).toBeGreaterThan(100);
  expect(installation.lines.length).toBeGreaterThan(50);
  for (const [place, texts] of Object.entries(places))
    for (const secret of secrets)
      expect(
        texts.some((text) => text.includes(secret)),
        `${secret.slice(0, 12)}… in the ${place}`,
      ).toBe(false);
});

const organizations = () => Object.values(installation.emulator.cloud.world.vplus.organizations);
const stateOf = (data: object) => ('runState' in data ? data.runState : 'state' in data ? data.state : undefined);

async function verb(name: string): Promise<RunView> {
  const started = await installation.call<RunView>(adele, 'POST', `/tenants/${contoso}/runs`, { verb: name });
  expect(started.status).toBe(200);
  return installation.ended(adele, started.body.id);
}

/** The next look at the application finds the token expired. */
function endSignIn(): void {
  installation.emulator.cloud.world.weather.faults.push({
    id: 'expired',
    match: { service: 'graph', method: 'GET', path: 'uniqueName', tenantId: contoso },
    nth: 1,
    times: 1,
    effect: { kind: 'token-expired' },
    _seen: 0,
    _hit: 0,
  });
}
