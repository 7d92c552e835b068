import { systemTransport } from '@vplus/clients';
import type { TenantFacts } from '@vplus/contracts';
import type { RequestRecord } from '@vplus/emulator';
import { render } from '@vplus/messages';
import { afterEach, expect, test } from 'vitest';
import { permissions } from '../permissions/permissions.ts';
import { tenantFacts } from '../record/tenant-facts.ts';
import { connectIn, foundIn, madeIn, organizationsIn, planIn } from '../testing/found.ts';
import { type Practice, startPractice } from '../testing/practice.ts';
import { runDisconnect, runVerify, stepsOf } from './verbs.ts';

let practice: Practice;
afterEach(() => practice.close());

test('a connect leaves one application, one identity, 46 grants, one secret and a synchronized organization', async () => {
  practice = await startPractice();

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  const { application, grants, declared, organizations } = foundIn(practice);
  expect(grants.toSorted()).toEqual(permissions.map(({ key }) => key).toSorted());
  expect(declared.toSorted()).toEqual(grants.toSorted());
  expect(application.passwordCredentials).toHaveLength(1);
  expect(organizations).toEqual([
    expect.objectContaining({
      name: 'Contoso',
      tenantId: practice.tenant.id,
      clientId: application.appId,
      clientSecret: application.passwordCredentials[0]?._secret,
      lastSynchronizedAt: expect.any(Number),
    }),
  ]);
  expect(
    tenantFacts(run.records(), { choices: practice.connection.choices, checkedAt: '2026-11-24T00:00:00Z' }),
  ).toMatchObject({
    permissionsGranted: 46,
    permissionsWanted: 46,
    clientId: application.appId,
    organizationGuid: organizations[0]?.guid,
    credentials: [{ kind: 'secret', keyId: application.passwordCredentials[0]?.keyId }],
  });
});

test('a second connect changes nothing, and its plan says so', async () => {
  practice = await startPractice();
  await connectIn(practice);
  practice.mark();

  const plan = await planIn(practice, { services: practice.newRun().services });
  const { run, outcome } = await connectIn(practice);

  expect(plan.steps.flatMap(({ id, action }) => (action === 'keep' ? [] : [[id, action]]))).toEqual([
    ['set-legacy-auth', 'retired'],
  ]);
  expect(plan.unchanged).toBe(true);
  expect(new Set(plan.permissions.map(({ state }) => state))).toEqual(new Set(['granted']));
  expect(outcome).toBe('done');
  expect(practice.writes()).toEqual([]);
  expect(madeIn(run)).toEqual([]);
});

test('no secret and no token is written into the records, the events or the memory', async () => {
  practice = await startPractice();

  const { run } = await connectIn(practice);

  const secret = foundIn(practice).application.passwordCredentials[0]?._secret ?? '';
  const written = JSON.stringify([run.records(), run.texts, practice.memory]);
  expect(secret.length).toBeGreaterThan(15);
  expect(written).not.toContain(secret);
  expect(written).not.toContain('eyJ');
});

test.each([
  ['secret', 9],
  ['both', 10],
] as const)(
  'with %s needs at most %i round trips from the first look to the registration',
  { retry: 2 },
  async (kind, most) => {
    // Calls are told apart by their latency: on a machine that is busy otherwise they may blur, so it is measured again.
    const choices = { credential: { kind, days: 90 } };
    practice = await startPractice({ clock: systemTransport().clock, choices, takesCertificate: true });
    const { latencyMs, vplus } = practice.emulator.cloud.world.weather;
    for (const service of ['identity', 'graph', 'sharepoint', 'exchange'] as const) latencyMs[service] = 100;
    vplus.synchronizationMs = 0;

    await connectIn(practice);

    const requests = practice.requests();
    const registering = requests.findIndex(({ service }) => service === 'vplus');
    const tidyingUp = requests.find(({ path }) => path.includes('/owners'))?.batch;
    const chain = longestChain(requests.slice(0, registering).filter(({ number }) => number !== tidyingUp));
    expect(chain).toBeGreaterThan(5);
    expect(chain).toBeLessThanOrEqual(most);
  },
);

test.each([
  ['Contoso', 10],
  ['Fabrikam', 60],
])('waits out the replication of %s and is connected the same, within %i seconds', async (tenant, seconds) => {
  practice = await startPractice({ tenant, lag: true });
  const { clock } = practice.services;
  const begun = clock.now();
  let connectedAt = Number.POSITIVE_INFINITY;
  const foregroundDone = async () => {
    connectedAt = clock.now();
  };

  const { outcome } = await connectIn(practice, { ...practice.newRun(), foregroundDone });

  expect(outcome).toBe('done');
  expect(foundIn(practice).grants).toHaveLength(46);
  expect(foundIn(practice).application.passwordCredentials).toHaveLength(1);
  expect((connectedAt - begun) / 1000).toBeLessThan(seconds);
});

test('a check only looks, and says what somebody took away', async () => {
  practice = await startPractice();
  await connectIn(practice);
  expect(await runVerify(practice.newRun())).toBe('done');
  const { application } = foundIn(practice);
  application.passwordCredentials = [];
  practice.mark();
  const run = practice.newRun();

  expect(await runVerify(run)).toBe('failed');

  expect(run.record('add-secret')?.state).toBe('failed');
  expect(run.record('grant-permissions')?.state).toBe('done');
  expect(practice.writes()).toEqual([]);
});

test('a check that Microsoft does not answer says that it did not look, and keeps what was known', async () => {
  practice = await startPractice();
  const connected = await connectIn(practice);
  const { choices } = practice.connection;
  const known = tenantFacts(connected.run.records(), { choices, checkedAt: '2026-11-24T00:00:00Z' });
  const { faults } = practice.emulator.cloud.world.weather;
  faults.push({
    id: 'away',
    match: { service: 'graph', path: '/v1.0/applications' },
    nth: 1,
    times: 1_000,
    effect: { kind: 'status', status: 503 },
    _seen: 0,
    _hit: 0,
  });
  const run = practice.newRun();

  expect(await runVerify(run)).toBe('done-with-attention');

  expect(run.record('register-application')).toMatchObject({
    state: 'not-looked-at',
    problem: { code: 'microsoft-busy' },
  });
  expect(run.record('grant-permissions')?.state).toBe('not-looked-at');
  expect(run.records().filter(({ state }) => state === 'failed')).toEqual([]);
  const facts = tenantFacts(run.records(), { choices, checkedAt: '2026-11-25T00:00:00Z', before: known });
  expect(facts).toEqual(known);
});

test('a later check knows since when the credentials are there that a connect added', async () => {
  practice = await startPractice({ takesCertificate: true, choices: { credential: { kind: 'both', days: 90 } } });
  const connected = await connectIn(practice);
  const { choices } = practice.connection;
  const known = tenantFacts(connected.run.records(), { choices, checkedAt: '2026-11-24T00:00:00Z' });
  const run = practice.newRun();

  await runVerify(run);

  const facts = tenantFacts(run.records(), { choices, checkedAt: '2026-11-25T00:00:00Z', before: known });
  const addedOf = (of: TenantFacts) => new Map(of.credentials.map(({ keyId, addedAt }) => [keyId, addedAt]));
  expect([...addedOf(known).values()]).toEqual([expect.any(String), expect.any(String)]);
  expect(addedOf(facts)).toEqual(addedOf(known));
});

test('a disconnect takes the access away and leaves a synchronized organization, marked; a connect brings it back', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const { application, organizations } = foundIn(practice);
  const { world } = practice.emulator.cloud;

  expect(await runDisconnect(practice.newRun())).toBe('done');

  expect(practice.tenant.applications[application.id]).toBeUndefined();
  const principals = Object.values(practice.tenant.servicePrincipals);
  expect(principals.filter(({ appId }) => appId === application.appId)).toEqual([]);
  expect(organizationsIn(world).map(({ guid, description }) => [guid, description])).toEqual([
    [organizations[0]?.guid, expect.stringMatching(/^Disconnected 20\d\d-\d\d-\d\d /)],
  ]);

  expect((await connectIn(practice)).outcome).toBe('done');
  expect(foundIn(practice).organizations.map(({ guid }) => guid)).toEqual([organizations[0]?.guid]);
  expect(foundIn(practice).application.passwordCredentials).toHaveLength(1);
});

test('a disconnect that is done twice does nothing more', async () => {
  practice = await startPractice();
  await connectIn(practice);
  await runDisconnect(practice.newRun());
  practice.emulator.cloud.world.vplus.organizations = {};
  practice.mark();

  expect(await runDisconnect(practice.newRun())).toBe('done');

  expect(practice.writes()).toEqual([]);
});

test('a disconnect says "done" only of what there was to take away', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const run = practice.newRun();

  await runDisconnect(run);

  expect(run.record('set-legacy-auth')?.state).toBe('not-needed');
  expect(run.record('grant-permissions')?.state).toBe('done');
});

test('the timeline of a disconnect shows what is taken away, last made first', async () => {
  practice = await startPractice();

  expect(stepsOf('disconnect', practice.connection.choices).map(({ title }) => render(title))).toEqual([
    'Compare with the approved plan',
    "Restore SharePoint's legacy authentication",
    'Disconnect the organization on vPlus',
    'Remove the certificate',
    'Remove the client secret',
    'Remove the permissions',
    'Delete the enterprise application',
    'Delete the application',
  ]);
});

test('the timeline of a disconnect gives back what was adopted, and has by hand only what somebody does', async () => {
  practice = await startPractice();
  const { choices } = practice.connection;
  const titles = (change: Partial<typeof choices>) =>
    stepsOf('disconnect', { ...choices, ...change }).map(({ title }) => render(title));

  expect(titles({ adoptApplication: '00000000-0000-4000-8000-000000000001' }).slice(-2)).toEqual([
    'Give the enterprise application back',
    'Give the application back',
  ]);
  expect(titles({ writes: 'by-hand' })).not.toContain("Restore SharePoint's legacy authentication");
});

/** How many requests had to wait for one another: each began after the one before it had ended. */
function longestChain(requests: RequestRecord[]): number {
  const spans = requests
    .filter(({ batch }) => batch === null)
    .map(({ at, ms }) => ({ start: Date.parse(at), end: Date.parse(at) + ms, length: 0 }))
    .sort((a, b) => a.start - b.start);
  for (const span of spans)
    span.length = 1 + Math.max(0, ...spans.filter(({ end }) => end <= span.start).map(({ length }) => length));
  return Math.max(...spans.map(({ length }) => length));
}
