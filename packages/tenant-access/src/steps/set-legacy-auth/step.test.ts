import { afterEach, expect, test } from 'vitest';
import { runDisconnect } from '#run/verbs.ts';
import { connectIn, madeIn, strike } from '#testing/found.ts';
import { type Practice, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

const enable = { legacyAuth: 'enable' as const };
const readWrite = 'SharePointTenantSettings.ReadWrite.All';

test('is kept as it is, with the reason, and no write', async () => {
  practice = await startPractice();

  const { run } = await connectIn(practice);

  expect(run.record('set-legacy-auth')).toMatchObject({
    state: 'retired',
    detail: expect.stringMatching(/stays off.*1 May 2026/),
  });
  expect(practice.writes().filter((write) => write.includes('sharepoint'))).toEqual([]);
});

test('a role that may not read it is unknown and blocks nothing', async () => {
  practice = await startPractice({ person: 'pradeep' });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(run.record('set-legacy-auth')).toMatchObject({
    state: 'retired',
    detail: expect.stringContaining('may not read'),
  });
});

test('who chooses to turn it on is asked for the one permission that it takes, while the tenant is connected', async () => {
  practice = await startPractice({ choices: enable });
  let connected = false;
  const foregroundDone = async () => {
    connected = true;
  };

  const { run, outcome } = await connectIn(practice, { ...practice.newRun(), foregroundDone });

  expect([outcome, connected]).toEqual(['needs-you', true]);
  expect(run.record('set-legacy-auth')?.ask).toMatchObject({ kind: 'admin-consent', missingScopes: [readWrite] });
  expect(practice.tenant.sharepoint.isLegacyAuthProtocolsEnabled).toBe(false);
});

test('is turned on by choice, also when the answer is lost, and turned back by a disconnect', async () => {
  practice = await startPractice({ choices: enable, moreScopes: [readWrite] });
  strike(practice, { method: 'PATCH', path: '/admin/sharepoint/settings' }, { kind: 'cut-after-effect' });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done-with-attention');
  expect(practice.tenant.sharepoint.isLegacyAuthProtocolsEnabled).toBe(true);
  expect(run.record('set-legacy-auth')).toMatchObject({ state: 'done-with-attention', made: true });
  practice.mark();
  const second = await connectIn(practice);
  expect([practice.writes(), madeIn(second.run)]).toEqual([[], []]);

  expect(await runDisconnect(practice.newRun())).toBe('done');

  expect(practice.tenant.sharepoint.isLegacyAuthProtocolsEnabled).toBe(false);
});

test('what was on before stays on after a disconnect', async () => {
  practice = await startPractice({ choices: enable, moreScopes: [readWrite] });
  practice.tenant.sharepoint.isLegacyAuthProtocolsEnabled = true;
  await connectIn(practice);

  await runDisconnect(practice.newRun());

  expect(practice.tenant.sharepoint.isLegacyAuthProtocolsEnabled).toBe(true);
});

test('a later plan that keeps it turns back what we turned on', async () => {
  practice = await startPractice({ choices: enable, moreScopes: [readWrite] });
  await connectIn(practice);
  practice.connection.choices = { ...practice.connection.choices, legacyAuth: 'keep' };

  const { run } = await connectIn(practice);

  expect(madeIn(run)).toEqual(['set-legacy-auth']);
  expect(practice.tenant.sharepoint.isLegacyAuthProtocolsEnabled).toBe(false);
});

test('a tenant without SharePoint has no such setting', async () => {
  practice = await startPractice({ tenant: 'Tailspin Toys' });

  const { run } = await connectIn(practice);

  expect(run.record('set-legacy-auth')?.state).toBe('not-possible');
});
