import { afterEach, expect, test } from 'vitest';
import { connectIn } from '#testing/found.ts';
import { type Practice, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

test('asks for what is not approved yet, and nothing is made before', async () => {
  practice = await startPractice();
  const run = practice.newRun();
  const services = { ...run.services, grantedScopes: ['user.read', 'application.readwrite.all'] };

  expect((await connectIn(practice, { ...run, services })).outcome).toBe('needs-you');

  expect(run.record('approve-assistant')?.ask).toMatchObject({
    kind: 'admin-consent',
    missingScopes: ['AppRoleAssignment.ReadWrite.All'],
  });
  expect(practice.requests()).toEqual([]);
});

test('asks for a sign-in when there is no token to act with', async () => {
  practice = await startPractice();
  const run = practice.newRun();

  await connectIn(practice, { ...run, services: { ...run.services, grantedScopes: null } });

  expect(run.record('approve-assistant')?.ask?.kind).toBe('sign-in');
});
