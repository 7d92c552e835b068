import { deleteApplication } from '@vplus/clients';
import { afterEach, expect, test } from 'vitest';
import { connectIn, foundIn, madeIn } from '#testing/found.ts';
import { type Practice, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

test('is of this tenant alone, named after the connection, and nobody owns it', async () => {
  practice = await startPractice();

  await connectIn(practice);

  const { id, installationId } = practice.connection;
  expect(foundIn(practice).application).toMatchObject({
    uniqueName: `vplus-${installationId}-${id}`,
    displayName: 'vPlus Backup',
    signInAudience: 'AzureADMyOrg',
    tags: ['vplus-setup', `vplus-installation:${installationId}`, `vplus-connection:${id}`],
    _owners: [],
  });
});

test('adopts an application that drifted, and leaves what others added to it', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const { application: before } = foundIn(practice);
  Object.assign(before, { requiredResourceAccess: [], tags: [...before.tags.slice(1), 'of-somebody-else'] });

  const { run, outcome } = await connectIn(practice);

  const { application, declared } = foundIn(practice);
  expect(outcome).toBe('done');
  expect(application.appId).toBe(before.appId);
  expect(declared).toHaveLength(46);
  expect(application.tags).toEqual(expect.arrayContaining(['vplus-setup', 'of-somebody-else']));
  expect(madeIn(run)).toEqual(['register-application']);
});

test('restores an application that somebody deleted, without its old secret', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const { application: before } = foundIn(practice);
  const oldKey = before.passwordCredentials[0]?.keyId;
  await practice.services.graph.change(deleteApplication(before.id));

  const { outcome } = await connectIn(practice);

  const { application, grants, organizations } = foundIn(practice);
  expect(outcome).toBe('done');
  expect(application.appId).toBe(before.appId);
  expect(application.passwordCredentials.map(({ keyId }) => keyId)).not.toContain(oldKey);
  expect(application.passwordCredentials).toHaveLength(1);
  expect(grants).toHaveLength(46);
  expect(organizations).toHaveLength(1);
  expect(organizations[0]?.clientSecret).toBe(application.passwordCredentials[0]?._secret);
});

test('where members may not register, a Privileged Role Administrator waits for somebody who may', async () => {
  practice = await startPractice({ person: 'pradeep' });
  practice.tenant.authorizationPolicy.allowedToCreateApps = false;

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('needs-you');
  expect(run.record('register-application')).toMatchObject({
    state: 'needs-you',
    ask: { kind: 'role', anyOf: expect.arrayContaining(['cloud-application-administrator']) },
  });
  expect(practice.writes().filter((line) => !line.startsWith('PATCH'))).toEqual([]);

  // Registered by one and granted by the other, in turns: neither may do it all.
  const byLee = practice.newRun(run);
  const lee = await connectIn(practice, { ...byLee, services: { ...byLee.services, graph: practice.graphOf('lee') } });
  const byPradeep = await connectIn(practice, practice.newRun(lee.run));

  expect(lee.outcome).toBe('needs-you');
  expect(lee.run.record('grant-permissions')?.ask?.kind).toBe('role');
  expect(byPradeep.outcome).toBe('done');
  expect(foundIn(practice).grants).toHaveLength(46);
});
