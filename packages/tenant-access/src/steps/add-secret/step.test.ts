import { afterEach, expect, test } from 'vitest';
import { connectIn, foundIn, strike } from '#testing/found.ts';
import { type Practice, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

test('a crash between adding the secret and sealing it leaves one live secret at the end', async () => {
  practice = await startPractice();
  const run = practice.newRun();
  const dies = { ...run.vault, seal: () => Promise.reject(new Error('killed')) };
  const interrupted = { ...run, services: { ...run.services, vault: dies } };
  expect((await connectIn(practice, interrupted)).outcome).toBe('failed');
  const [lost] = foundIn(practice).application.passwordCredentials;

  const { outcome } = await connectIn(practice, practice.newRun(run));

  const { application, organizations } = foundIn(practice);
  expect(outcome).toBe('done');
  expect(lost).toBeDefined();
  expect(application.passwordCredentials).toHaveLength(1);
  expect(application.passwordCredentials[0]?.keyId).not.toBe(lost?.keyId);
  expect(organizations[0]?.clientSecret).toBe(application.passwordCredentials[0]?._secret);
});

test.each(['Contoso', 'Fabrikam'])(
  'an answer that is lost after the secret was added in %s leaves one live secret',
  async (tenant) => {
    practice = await startPractice({ tenant, lag: true });
    strike(practice, { method: 'POST', path: '/addPassword' }, { kind: 'cut-after-effect' });

    const { outcome } = await connectIn(practice);

    expect(outcome).toBe('done');
    const { application, organizations } = foundIn(practice);
    expect(application.passwordCredentials).toHaveLength(1);
    expect(organizations[0]?.clientSecret).toBe(application.passwordCredentials[0]?._secret);
  },
);

test('a secret that somebody removed is replaced, and vPlus gets the new one', async () => {
  practice = await startPractice();
  await connectIn(practice);
  foundIn(practice).application.passwordCredentials = [];

  const { outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  const { application, organizations } = foundIn(practice);
  expect(application.passwordCredentials).toHaveLength(1);
  expect(organizations.map(({ clientSecret }) => clientSecret)).toEqual([application.passwordCredentials[0]?._secret]);
});

test('a policy that forbids secrets ends the run', async () => {
  practice = await startPractice({ tenant: 'Woodgrove Bank' });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('failed');
  expect(run.record('add-secret')).toMatchObject({ state: 'failed', problem: { code: 'policy-forbids-secret' } });
});

test('under a policy that nobody here may read, a secret lives as long as Microsoft takes', async () => {
  practice = await startPractice({ tenant: 'Northwind Traders' });

  const { outcome } = await connectIn(practice);

  expect(outcome).toMatch(/^done/);
  const [secret, ...more] = foundIn(practice).application.passwordCredentials;
  const days = (Date.parse(secret?.endDateTime ?? '') - practice.services.clock.now()) / 86_400_000;
  expect(more).toEqual([]);
  expect(days).toBeGreaterThan(80);
  expect(days).toBeLessThanOrEqual(90);
});
