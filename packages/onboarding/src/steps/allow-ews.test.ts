import { afterEach, expect, test } from 'vitest';
import { ewsScript } from '../ews-script.ts';
import { connectIn, foundIn, madeIn } from '../testing/found.ts';
import { answer, type Practice, type PracticeRun, startPractice } from '../testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

test.each(['Adventure Works', 'Wingtip Toys'])(
  'EWS that is closed in %s leaves the exact command to a person, and the tenant is connected',
  async (tenant) => {
    practice = await startPractice({ tenant });

    const { run, outcome } = await connectIn(practice);

    const { application, organizations } = foundIn(practice);
    expect(outcome).toBe('done-with-attention');
    expect(run.record('allow-ews')).toMatchObject({
      state: 'done-with-attention',
      ask: { kind: 'task', script: ewsScript(application.appId), answers: ['check-again'] },
    });
    expect(organizations[0]?.lastSynchronizedAt).not.toBeNull();
    practice.mark();
    expect((await connectIn(practice)).outcome).toBe('done-with-attention');
    expect(practice.writes()).toEqual([]);
  },
);

test('once the command was run, a check finds EWS open and changes nothing', async () => {
  practice = await startPractice({ tenant: 'Wingtip Toys' });
  const { run } = await connectIn(practice);
  practice.tenant.ews.allowedAppIds?.push(foundIn(practice).application.appId);
  answer(practice, 'allow-ews', 'check-again');
  practice.mark();

  const { run: again, outcome } = await connectIn(practice, resumed(run));

  expect(outcome).toBe('done');
  expect(again.record('allow-ews')).toMatchObject({ state: 'done', detail: expect.stringContaining('1 April 2027') });
  expect(again.record('allow-ews')?.ask).toBeUndefined();
  expect(again.record('verify-access')?.rows.find(({ key }) => key === 'ews')?.state).toBe('done');
  expect(practice.writes()).toEqual([]);
});

test('a check before the command was run says the same again', async () => {
  practice = await startPractice({ tenant: 'Adventure Works' });
  const { run } = await connectIn(practice);
  answer(practice, 'allow-ews', 'check-again');

  const { outcome } = await connectIn(practice, resumed(run));

  expect(outcome).toBe('done-with-attention');
});

test('a check for which nothing is sealed any more has a new secret first, and vPlus gets it', async () => {
  practice = await startPractice({ tenant: 'Adventure Works' });
  await connectIn(practice);
  const [old] = foundIn(practice).application.passwordCredentials;
  practice.tenant.ews.enabled = true;
  answer(practice, 'allow-ews', 'check-again');

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(madeIn(run)).toEqual(['add-secret', 'register-organization', 'remove-leftovers']);
  const { application, organizations } = foundIn(practice);
  expect(application.passwordCredentials).toHaveLength(1);
  expect(application.passwordCredentials[0]?.keyId).not.toBe(old?.keyId);
  expect(organizations[0]?.clientSecret).toBe(application.passwordCredentials[0]?._secret);
});

test('a tenant without the permission has nothing to open', async () => {
  practice = await startPractice({ choices: { workloads: ['onedrive'] } });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(run.record('allow-ews')?.state).toBe('not-possible');
  expect(run.record('verify-access')?.rows.map(({ key }) => key)).toEqual(['directory', 'onedrive']);
});

test('the script reads first, appends to a list in use and never writes an id into an empty one', () => {
  const script = ewsScript('11111111-2222-4333-8444-555555555555');

  const [read, append, open] = [
    'Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy',
    'Set-OrganizationConfig -EwsEnabled $true -EwsAllowedAppIDs (($list + $app) -join',
    'Set-OrganizationConfig -EwsEnabled $true\n',
  ].map((part) => script.indexOf(part));
  expect(read).toBeGreaterThan(0);
  expect(append).toBeGreaterThan(read ?? 0);
  expect(open).toBeGreaterThan(append ?? 0);
  expect(script.match(/EwsAllowedAppIDs \(/g)).toHaveLength(1);
  expect(script).toContain("$app = '11111111-2222-4333-8444-555555555555'");
});

const resumed = (run: PracticeRun) => practice.newRun(run);
