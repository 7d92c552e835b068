import { afterEach, expect, test } from 'vitest';
import { connectIn, foundIn, organizationsIn, strike } from '../testing/found.ts';
import { type Practice, startPractice } from '../testing/practice.ts';
import { runDisconnect } from '../verbs.ts';

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
