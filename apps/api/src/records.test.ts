import { spawnSync } from 'node:child_process';
import type { RecordView, RunView, TenantView } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

const hasJq = spawnSync('jq', ['--version']).status === 0;

let installation: Installation;
let adele: string;
let contoso: string;
let connected: RunView;

beforeAll(async () => {
  installation = await startInstallation();
  contoso = installation.tenant('Contoso').id;
  adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
  connected = await installation.ended(adele, (await installation.connect(adele, contoso)).id);
});
afterAll(() => installation.close());

test('records what was planned, granted, read, handed over and wiped, and who did it', async () => {
  const { facts, hash, recorded } = await recordOf(connected.id);

  const tenant = installation.tenant('Contoso');
  const [application] = Object.values(tenant.applications).filter(({ uniqueName }) => uniqueName?.startsWith('vplus-'));
  const [organization] = Object.values(installation.emulator.cloud.world.vplus.organizations);
  expect(recorded).toEqual({ hash, at: connected.finishedAt });
  expect(facts.run).toMatchObject({ id: connected.id, verb: 'connect', connected: true, unchanged: false });
  expect(facts.tenant).toMatchObject({ id: contoso, name: 'Contoso', primaryDomain: 'contoso.example' });
  expect(facts.startedBy).toMatchObject({ tenantId: contoso, name: 'Adele Vance' });
  expect(facts.deeds).toMatchObject([{ who: 'Adele Vance', what: 'Started: connect' }]);
  expect(facts.plan).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), permissionList: 'vendor' });
  expect(facts.application?.clientId).toBe(application?.appId);
  expect(facts.apis.map(({ wanted, granted }) => [wanted.length, granted.length])).toEqual([
    [40, 40],
    [1, 1],
    [5, 5],
  ]);
  expect(facts.apis.map(({ token }) => [token?.roles.length, token?.missing])).toEqual([
    [40, []],
    [1, []],
    [5, []],
  ]);
  expect(facts.reads.find(({ key }) => key === 'directory')).toMatchObject({
    state: 'done',
    outcome: 'answered',
    request: expect.stringMatching(/^GET \/users/),
    status: 200,
    at: expect.any(String),
  });
  expect(facts.credentials).toMatchObject([
    { kind: 'secret', keyId: application?.passwordCredentials[0]?.keyId, addedAt: expect.any(String) },
    { kind: 'certificate', keyId: application?.keyCredentials[0]?.keyId, addedAt: expect.any(String) },
  ]);
  expect(facts.vplus).toMatchObject({
    organizationGuid: organization?.guid,
    handedOverAt: expect.any(String),
    synchronization: { state: 'done' },
  });
  expect(facts.steps.filter(({ changed }) => changed).map(({ id }) => id)).toContain('grant-permissions');
});

test('says of every value that was sealed when it was wiped', async () => {
  const { facts } = await recordOf(connected.id);

  expect(facts.sealed.map(({ purpose }) => purpose).toSorted()).toEqual([
    'client-certificate',
    'client-secret',
    'graph-token',
  ]);
  for (const { sealedAt, wipedAt, wipedBy } of facts.sealed) {
    expect(Date.parse(String(wipedAt))).toBeGreaterThanOrEqual(Date.parse(sealedAt));
    expect(wipedBy).toBeNull();
  }
});

test('its hash stands in the history', async () => {
  const { hash } = await recordOf(connected.id);
  const { body: tenant } = await installation.call<TenantView>(adele, 'GET', `/tenants/${contoso}`);

  expect(tenant.history.map(({ what }) => what)).toContain(`Record of the connect of Contoso: SHA-256 ${hash}`);
});

test.skipIf(!hasJq)('its hash can be checked with the one command that the page shows', async () => {
  const record = await recordOf(connected.id);

  const { stdout } = spawnSync('sh', ['-c', 'jq -j .hashed | sha256sum'], {
    input: JSON.stringify(record),
    encoding: 'utf8',
  });

  expect(stdout.split(' ')[0]).toBe(record.hash);
});

test('the record of a run stays the same whatever becomes of the connection', async () => {
  const before = await recordOf(connected.id);

  const shown: string[] = [];
  const started = await installation.disconnect(adele, contoso, { between: ({ hash }) => shown.push(hash) });
  const undone = await installation.ended(adele, started.body.id);
  await installation.ended(adele, (await installation.connect(adele, contoso)).id);
  await installation.restart();

  expect(await recordOf(connected.id)).toEqual(before);
  const { facts } = await recordOf(undone.id);
  expect(facts).toMatchObject({ run: { verb: 'disconnect', state: 'done', connected: false }, plan: null, apis: [] });
  expect(facts.disconnectPlan).toMatchObject({ hash: shown[0], choices: {} });
  expect(facts.steps.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['register-organization', 'add-secret', 'register-application']),
  );
  expect(facts.steps.find(({ id }) => id === 'register-application')?.state).toBe('done');
  // What the connect never made is not taken away.
  expect(facts.steps.filter(({ state }) => state !== 'done')).toMatchObject([
    { id: 'set-legacy-auth', state: 'not-needed' },
  ]);
  for (const { changed } of facts.steps) expect(changed).toBeNull();
});

test('the record of a run that failed says what was made, what stopped it, and what lies sealed until when', async () => {
  installation.emulator.cloud.world.vplus.organizations = {};
  const { weather } = installation.emulator.cloud.world;
  strike();

  const failed = await installation.ended(adele, (await installation.connect(adele, contoso)).id);

  weather.faults.length = 0;
  const { facts, recorded, hash } = await recordOf(failed.id);
  expect(failed.state).toBe('failed');
  expect(recorded?.hash).toBe(hash);
  expect(facts.run).toMatchObject({ state: 'failed', connected: false });
  expect(facts.steps.find(({ state }) => state === 'failed')).toMatchObject({ problem: 'vplus-refused' });
  const secret = facts.sealed.find(({ purpose }) => purpose === 'client-secret');
  expect(secret?.wipedAt).toBeNull();
  expect(Date.parse(String(secret?.wipedBy)) - Date.parse(String(secret?.sealedAt))).toBe(24 * 3_600_000);
  expect(facts.sealed.find(({ purpose }) => purpose === 'graph-token')?.wipedAt).toEqual(expect.any(String));
});

test('a run that goes on after a failure ends with a new record', async () => {
  const { body } = await installation.call<TenantView>(adele, 'GET', `/tenants/${contoso}`);
  const runId = String(body.latestRun?.id);
  const before = await recordOf(runId);

  await installation.call(adele, 'POST', `/runs/${runId}/resume`);
  await installation.ended(adele, runId);

  const { facts, hash } = await recordOf(runId);
  expect(hash).not.toBe(before.hash);
  expect(facts.run).toMatchObject({ state: expect.stringMatching(/^done/), connected: true });
  expect(facts.deeds.map(({ what }) => what)).toEqual(['Started: connect', 'Resumed: connect']);
});

test('a cancelled run has a record that says so', async () => {
  const { weather } = installation.emulator.cloud.world;
  weather.latencyMs.graph = 300;
  const started = await installation.connect(adele, contoso);
  const live = await recordOf(started.id);

  await installation.call(adele, 'POST', `/runs/${started.id}/cancel`);
  await installation.ended(adele, started.id);

  weather.latencyMs.graph = 0;
  expect(live.recorded).toBeNull();
  const { facts, recorded } = await recordOf(started.id);
  expect(facts.run.state).toBe('cancelled');
  expect(facts.deeds.map(({ what }) => what)).toEqual(['Started: connect', 'Cancelled: connect']);
  expect(facts.sealed.filter(({ wipedAt }) => wipedAt === null)).toEqual([]);
  expect(recorded).not.toBeNull();
});

async function recordOf(runId: string): Promise<RecordView> {
  const { status, body } = await installation.call<RecordView>(adele, 'GET', `/runs/${runId}/record`);
  expect(status).toBe(200);
  return body;
}

/** vPlus refuses to take the organization. */
function strike(): void {
  installation.emulator.cloud.world.weather.faults.push({
    id: 'refused',
    match: { service: 'vplus', method: 'POST', path: 'organizations' },
    nth: 1,
    times: 1,
    effect: { kind: 'status', status: 400, body: '{"message":"Not today"}' },
    _seen: 0,
    _hit: 0,
  });
}
