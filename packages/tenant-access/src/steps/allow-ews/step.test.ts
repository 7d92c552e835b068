import { afterEach, expect, test } from 'vitest';
import { connectIn, foundIn, madeIn } from '#testing/found.ts';
import { answer, type Practice, type PracticeRun, startPractice } from '#testing/practice.ts';
import { ewsScript } from './ews-script.ts';

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
  expect(madeIn(run)).toEqual(['add-secret', 'register-organization', 'remove-leftovers', 'synchronize-inventory']);
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

test.each([
  ['on without a list', { enabled: true, allowedAppIds: null }],
  ['never set', { enabled: null, allowedAppIds: null }],
])(
  'under the rule of October 2026, EWS that is %s is told as closed, with the time that a change takes',
  async (_, ews) => {
    practice = await startPractice();
    practice.tenant.ews = ews;
    practice.tenant.weather.ewsListRequired = true;

    const { run, outcome } = await connectIn(practice);

    expect(outcome).toBe('done-with-attention');
    expect(run.record('allow-ews')?.ask?.text).toContain('up to 24 hours');
    expect(run.record('verify-access')?.detail).toContain('Refused: Exchange Web Services (403).');
  },
);

test('kiosk mailboxes are passed over, and where there is nothing else nothing is said of the switch', async () => {
  practice = await startPractice();
  const people = Object.values(practice.tenant.users);
  const plansOf = ({ assignedPlans }: (typeof people)[number]) =>
    assignedPlans.filter(({ service }) => service === 'exchange');
  const [last] = people.filter((one) => plansOf(one).length > 0).slice(-1);
  for (const one of people)
    if (one !== last) for (const plan of plansOf(one)) plan.servicePlanId = '4a82b400-a79f-41a4-b4e2-e94f5787b113';

  const { run } = await connectIn(practice);
  expect(run.record('allow-ews')).toMatchObject({ state: 'done', detail: expect.stringContaining('answered') });

  if (last) last.assignedPlans = [];
  delete practice.memory.proof;
  const again = practice.newRun(run);
  await connectIn(practice, again);

  expect(again.record('allow-ews')).toMatchObject({ state: 'not-possible', detail: expect.stringContaining('kiosk') });
  expect(again.record('verify-access')?.rows.find(({ key }) => key === 'mail')?.state).toBe('done');
});

test('the script has an action for each of four states, appends only, and changes nothing undecided', () => {
  const script = ewsScript('11111111-2222-4333-8444-555555555555');
  const branches = script.split(/\n(?=if |\} else)/).slice(1);

  expect(script).toContain("$app = '11111111-2222-4333-8444-555555555555'");
  expect(script).toContain('$decided = $false');
  expect(script.indexOf('Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy')).toBeGreaterThan(0);
  expect(branches.map((branch) => /Set-OrganizationConfig(.*)/.exec(branch)?.[1]?.trim() ?? null)).toEqual([
    '-EwsEnabled $true -EwsAllowedAppIDs (Add-To $before.List @($app))',
    null,
    '-EwsAllowedAppIDs (Add-To $before.List @($app))',
    '-EwsEnabled $true -EwsAllowedAppIDs (Add-To $before.List (@($app) + $alsoAllow))',
    null,
    null,
  ]);
  expect(branches[0]).toContain("$before.Enabled -eq 'False'");
  expect(branches[3]).toContain('elseif ($decided)');
});

const resumed = (run: PracticeRun) => practice.newRun(run);
