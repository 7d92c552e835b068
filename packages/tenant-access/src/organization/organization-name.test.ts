import { afterEach, expect, test } from 'vitest';
import { connectIn, foundIn, planIn } from '../testing/found.ts';
import { type Practice, startPractice } from '../testing/practice.ts';
import { freeName } from './organization-name.ts';

let practice: Practice;
afterEach(() => practice.close());

test('a second tenant of the same name is planned under its domain, and connected', async () => {
  practice = await startPractice();
  await practice.services.vplus.createOrganization(another('contoso'));

  const plan = await planIn(practice);
  practice.connection.choices = plan.choices;
  const { outcome } = await connectIn(practice);

  expect(plan.choices.organizationName).toBe(`Contoso (${practice.connection.primaryDomain})`);
  expect(outcome).toBe('done');
  const { application, organizations } = foundIn(practice);
  expect(organizations.find(({ clientId }) => clientId === application.appId)?.name).toBe(
    plan.choices.organizationName,
  );
  expect((await planIn(practice)).unchanged).toBe(true);
});

test('a chosen name that another organization has is refused before the first write', async () => {
  practice = await startPractice();
  await practice.services.vplus.createOrganization(another('Taken'));
  const choices = { ...practice.connection.choices, organizationName: 'Taken' };

  const plan = await planIn(practice, { connection: { ...practice.connection, choices } });

  expect(plan.checks.find(({ id }) => id === 'organization')).toMatchObject({ state: 'blocked' });
  expect(JSON.stringify((await planIn(practice)).limits)).not.toContain('Taken');
});

test('a name never gets longer than vPlus takes', async () => {
  practice = await startPractice();
  const named = { ...practice.connection, tenantName: 'x'.repeat(256) };
  const first = freeName(named, []);
  const second = freeName(named, [
    { ...another(first), guid: 'g', lastSynchronizedAt: null, importsUsers: true, importsSites: true },
  ]);

  expect(first).toHaveLength(200);
  expect(second).toHaveLength(200);
  expect(second).not.toBe(first);
});

const another = (name: string) => ({
  name,
  tenantId: 'c0ffee00-8e53-4d9f-8a21-1c7e3f509b12',
  clientId: 'beef0000-8e53-4d9f-8a21-1c7e3f509b12',
  clientSecret: 'their own secret',
  description: 'theirs',
});
