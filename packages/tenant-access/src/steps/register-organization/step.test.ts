import { rendered } from '@vplus/messages';
import { afterEach, expect, test } from 'vitest';
import { runDisconnect, runVerify } from '#run/verbs.ts';
import { connectIn, foundIn, organizationsIn, planIn, strike } from '#testing/found.ts';
import { type Practice, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

test('an organization whose creation was not answered is found again, never made twice', async () => {
  practice = await startPractice();
  strike(practice, { service: 'vplus', method: 'POST', path: '/m365-organizations' }, { kind: 'cut-after-effect' });

  const { outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  const { application, organizations } = foundIn(practice);
  expect(organizations.map(({ clientSecret }) => clientSecret)).toEqual([application.passwordCredentials[0]?._secret]);
});

test('an organization that somebody else registered for the tenant is left alone', async () => {
  practice = await startPractice();
  const theirs = {
    name: 'By hand',
    tenantId: practice.tenant.id,
    clientId: '0f6bb9a4-52a1-4f0f-9d0c-5a2b7c3e1d11',
    clientSecret: 'their own secret',
    description: 'mine',
  };
  await practice.services.vplus.createOrganization(theirs);

  expect((await connectIn(practice)).outcome).toBe('done');

  expect(foundIn(practice).organizations).toHaveLength(2);
  expect(foundIn(practice).organizations[0]).toMatchObject(theirs);
});

test('a disconnect deletes an organization that was never synchronized', async () => {
  practice = await startPractice();
  const { world } = practice.emulator.cloud;
  world.weather.vplus.synchronizationFails = 'No licence left';
  expect((await connectIn(practice)).outcome).toBe('failed');

  expect(await runDisconnect(practice.newRun())).toBe('done');

  expect(organizationsIn(world)).toEqual([]);
});

test.each([
  ['another client ID', { clientId: 'c3e79405-06db-4517-82a9-94f6b7d8139a' }, 'another application (client) ID'],
  ['no import of users', { importUsers: false }, 'does not import users'],
  ['no import of sites', { importSites: false }, 'does not import sites'],
])('a check sees %s on vPlus, and a connect puts it right', async (_, change, told) => {
  practice = await startPractice();
  await connectIn(practice);
  const { application, organizations } = foundIn(practice);
  Object.assign(organizations[0] ?? {}, change);

  const run = practice.newRun();
  expect(await runVerify(run)).toBe('failed');
  expect(run.record('register-organization')).toMatchObject({
    state: 'failed',
    detail: expect.stringContaining(told),
  });

  await connectIn(practice);
  expect(foundIn(practice).organizations).toMatchObject([
    { clientId: application.appId, importUsers: true, importSites: true },
  ]);
});

test('a check sees that the organization is gone from vPlus', async () => {
  practice = await startPractice();
  await connectIn(practice);
  practice.emulator.cloud.world.vplus.organizations = {};

  const run = practice.newRun();
  expect(await runVerify(run)).toBe('failed');

  expect(run.record('register-organization')?.detail).toContain('does not list this organization any more');
});

test('a secret that somebody changed on vPlus shows in its newest task, and a connect brings another', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const [organization] = foundIn(practice).organizations;
  const [old] = foundIn(practice).application.passwordCredentials;
  const { clock, vplus } = practice.services;
  await clock.sleep(24 * 60 * 60_000);
  Object.assign(organization ?? {}, { clientSecret: 'not the one' });
  const task = await vplus.synchronize(organization?.guid ?? '');
  await expect.poll(async () => (await vplus.task(task.guid))?.state).toBe('failed');

  const run = practice.newRun();
  expect(await runVerify(run)).toBe('failed');
  const told = [run.record('register-organization'), run.record('synchronize-inventory')].map((one) => one?.detail);
  expect(told).toEqual([expect.stringContaining('AADSTS7000215'), expect.stringContaining('AADSTS7000215')]);
  expect(JSON.stringify(run.records())).not.toContain('has read the tenant');

  expect((await connectIn(practice)).outcome).toBe('done');
  const { application, organizations } = foundIn(practice);
  expect(application.passwordCredentials).toHaveLength(1);
  expect(application.passwordCredentials[0]?.keyId).not.toBe(old?.keyId);
  expect(organizations[0]?.clientSecret).toBe(application.passwordCredentials[0]?._secret);
  expect(await runVerify(practice.newRun())).toBe('done');
});

test('a synchronization that fails for another reason is pointed out beside the one that worked', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const { weather } = practice.emulator.cloud.world;
  weather.vplus.synchronizationFails = 'No licence left';
  const { vplus, clock } = practice.services;
  const task = await vplus.synchronize(foundIn(practice).organizations[0]?.guid ?? '');
  await clock.sleep(60_000);
  await expect.poll(async () => (await vplus.task(task.guid))?.state).toBe('failed');

  const run = practice.newRun();
  expect(await runVerify(run)).toBe('done-with-attention');

  expect(run.record('synchronize-inventory')?.detail).toContain('No licence left');
});

test('a reconnect is proved by a synchronization of its own', async () => {
  practice = await startPractice();
  await connectIn(practice);
  await runDisconnect(practice.newRun());

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(run.record('synchronize-inventory')?.made).toBe(true);
  const { tasks } = practice.emulator.cloud.world.vplus;
  expect(Object.values(tasks).filter(({ kind }) => kind === 'inventory-sync')).toHaveLength(2);
});

test('the plan of a reconnect says that vPlus synchronizes again, and that of a connected tenant that it need not', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const connected = await planIn(practice);
  await runDisconnect(practice.newRun());

  const { steps } = await planIn(practice);

  const synchronization = { id: 'synchronize-inventory', summary: expect.not.stringContaining('first time') };
  expect(rendered(connected.steps)).toContainEqual(expect.objectContaining({ ...synchronization, action: 'keep' }));
  expect(rendered(steps)).toContainEqual(expect.objectContaining({ ...synchronization, action: 'make' }));
});

test('with a secret alone in place of both, vPlus is rid of the certificate and proves itself anew', async () => {
  practice = await startPractice({ takesCertificate: true, choices: { credential: { kind: 'both', days: 90 } } });
  await connectIn(practice);
  const before = structuredClone(foundIn(practice).organizations[0]);
  practice.connection.choices.credential = { kind: 'secret', days: 90 };

  const plan = await planIn(practice);
  const { run, outcome } = await connectIn(practice);

  expect(before).toMatchObject({ certificate: expect.any(String), clientSecret: expect.any(String) });
  expect(rendered(plan.steps)).toContainEqual(
    expect.objectContaining({
      id: 'register-organization',
      action: 'change',
      summary: expect.stringContaining('"Practice vPlus" was given a certificate too. It is removed there'),
    }),
  );
  expect(outcome).toBe('done-with-attention');
  const proof = run.record('verify-access');
  expect(proof?.detail).toContain('signs in with other credentials than at the last proof');
  expect(proof?.rows.find(({ key }) => key === 'sharepoint')?.outcome).toBe('unproved');
  const { application, organizations } = foundIn(practice);
  expect(application.keyCredentials).toEqual([]);
  expect(organizations).toEqual([
    expect.objectContaining({ certificate: null, certificatePassword: null, clientSecret: before?.clientSecret }),
  ]);
  expect(run.record('synchronize-inventory')).toMatchObject({ state: 'done', made: true });
  expect((await planIn(practice)).unchanged).toBe(true);
});

test('where a person enters the values, the certificate that vPlus still holds is said', async () => {
  practice = await startPractice({ takesCertificate: true, choices: { credential: { kind: 'both', days: 90 } } });
  await connectIn(practice);
  Object.assign(practice.connection.choices, { credential: { kind: 'secret', days: 90 }, registration: 'hand-over' });

  const { run } = await connectIn(practice);

  expect(run.record('register-organization')).toMatchObject({
    state: 'done-with-attention',
    detail:
      '"Practice vPlus" was given a certificate too. If it is still there, remove it: by the plan, vPlus signs in with a client secret alone.',
  });
});
