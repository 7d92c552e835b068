import { deleteApplication, deleteServicePrincipal } from '@vplus/clients';
import type { FindingKind } from '@vplus/contracts';
import { render } from '@vplus/messages';
import { afterEach, expect, test } from 'vitest';
import { tenantFacts } from '../record/tenant-facts.ts';
import { runCheck } from '../run/verbs.ts';
import { stepsFor } from '../steps/steps.ts';
import { connectIn, foundIn, strike } from '../testing/found.ts';
import { type Practice, type PracticeOptions, startPractice } from '../testing/practice.ts';
import { standingLook } from './standing-look.ts';
import { reportWithoutSignIn, stepsWithoutSignIn } from './without-sign-in.ts';

let practice: Practice;
afterEach(() => practice?.close());

const looking: PracticeOptions = { choices: { standingAccess: 'look' } };

/** A tenant that was connected a day ago. */
async function connected(options = looking) {
  practice = await startPractice(options);
  const { run } = await connectIn(practice);
  const { choices } = practice.connection;
  const facts = tenantFacts(run.records(), { choices, checkedAt: '2026-11-24T00:00:00.000Z' });
  await practice.services.clock.sleep(24 * 60 * 60_000);
  practice.mark();
  return facts;
}

/** What the daily check does, with the clients that it has. */
async function lookDaily(facts: Awaited<ReturnType<typeof connected>>) {
  const { connection, memory, services, ownToken } = practice;
  const now = services.clock.now();
  const lookAgain = () => standingLook({ connection, memory, ownToken, now });
  const look = await lookAgain();
  const seen = await runCheck({
    steps: stepsWithoutSignIn({ steps: stepsFor(connection.choices), facts, look, lookAgain }),
    services: practice.unattended(look.is === 'sees' ? look.token.accessToken : ''),
    connection,
    clock: services.clock,
    signal: new AbortController().signal,
    random: () => 0.5,
  });
  const report = reportWithoutSignIn(seen, look);
  return { ...report, kinds: report.concerns.map(({ kind }) => kind) };
}

const application = () => foundIn(practice).application;
const assistantOf = () =>
  Object.values(practice.tenant.servicePrincipals).find(({ appId }) => appId === practice.services.assistantClientId);
const grantsOf = (principalId: string | undefined) =>
  Object.values(practice.tenant.appRoleAssignments).filter((one) => one.principalId === principalId);
const takeAway = (id: string | undefined) => delete practice.tenant.appRoleAssignments[id ?? ''];
const unseenIn = ({ unseen }: { unseen: { stepId: string }[] }) => unseen.map(({ stepId }) => stepId);

test('a healthy tenant: nothing is found, nothing is written, and what the role does not cover was not looked at', async () => {
  const facts = await connected();

  const told = await lookDaily(facts);

  expect(told.kinds).toEqual([]);
  expect(practice.writes()).toEqual([]);
  expect(told.covered).toEqual(
    expect.arrayContaining([
      'register-application',
      'grant-permissions',
      'add-secret',
      'remove-leftovers',
      'allow-look',
    ]),
  );
  expect(new Set(unseenIn(told))).toEqual(
    new Set(['approve-assistant', 'set-legacy-auth', 'remove-leftovers', 'tenant-policies']),
  );
  expect(told.unseen.find(({ stepId }) => stepId === 'remove-leftovers')?.kinds).toEqual(['consent-added']);
  expect([...new Set(told.unseen.map(({ why }) => render(why)))]).toEqual([expect.stringMatching(/does not cover/)]);
  const calls = practice.requests().filter(({ batch }) => batch === null);
  expect(calls.filter(({ service }) => service !== 'vplus').length).toBeLessThanOrEqual(8);
});

const changes: [FindingKind, () => unknown][] = [
  ['permission-missing', () => takeAway(grantsOf(foundIn(practice).principal.id)[0]?.id)],
  ['application-gone', () => practice.services.graph.change(deleteApplication(application().id))],
  ['service-principal-gone', () => practice.services.graph.change(deleteServicePrincipal(application().appId))],
  [
    'credential-added',
    () =>
      practice.services.graph.addPassword(application().id, {
        displayName: 'Somebody',
        endDateTime: new Date(practice.services.clock.now() + 1e9).toISOString(),
      }),
  ],
  [
    'secret-missing',
    () => practice.services.graph.removePassword(application().id, application().passwordCredentials[0]?.keyId ?? ''),
  ],
  ['owner-added', () => application()._owners.push(Object.keys(practice.tenant.users)[0] ?? '')],
  ['audience-changed', () => Object.assign(application(), { signInAudience: 'AzureADMultipleOrgs' })],
  ['lock-off', () => Object.assign(application(), { servicePrincipalLockConfiguration: { isEnabled: false } })],
];

test.each(changes)('with nobody signed in a check tells of %s, and of nothing else', async (kind, change) => {
  const facts = await connected();
  await change();
  practice.mark();

  const told = await lookDaily(facts);

  expect(told.kinds).toEqual([kind]);
  expect(practice.writes()).toEqual([]);
});

test('who chose nothing is not asked about at Microsoft', async () => {
  const facts = await connected({});
  const [first] = grantsOf(foundIn(practice).principal.id);
  takeAway(first?.id);

  const told = await lookDaily(facts);

  expect(told.kinds).toEqual([]);
  expect(practice.requests().filter(({ service }) => service !== 'vplus')).toEqual([]);
});

test('the role that somebody took away is a finding, and nothing else at Microsoft was looked at', async () => {
  const facts = await connected();
  takeAway(grantsOf(assistantOf()?.id)[0]?.id);

  const told = await lookDaily(facts);

  expect(told.kinds).toEqual(['standing-access-gone']);
  expect(told.covered).not.toContain('register-application');
  expect(unseenIn(told)).toContain('grant-permissions');
  expect(practice.requests().filter(({ service }) => service === 'graph')).toEqual([]);
});

test('the approval that somebody took back is one too', async () => {
  const facts = await connected();
  delete practice.tenant.servicePrincipals[assistantOf()?.id ?? ''];

  const told = await lookDaily(facts);

  expect(told.kinds).toEqual(['standing-access-gone']);
  expect(told.concerns.map(({ what }) => render(what))).toEqual([expect.stringMatching(/gone or switched off/)]);
});

test('a sign-in that fails for another reason is no finding: it was not looked at, and vPlus was', async () => {
  const facts = await connected();
  strike(practice, { service: 'identity' }, { kind: 'status', status: 503 }, 50);

  const told = await lookDaily(facts);

  expect(told.kinds).toEqual([]);
  expect(told.covered).toContain('register-organization');
  expect(unseenIn(told)).toEqual(expect.arrayContaining(['allow-look', 'register-application']));
  expect(render(told.unseen.find(({ stepId }) => stepId === 'allow-look')?.why ?? '')).toMatch(
    /next check tries again/,
  );
});

test('a read that Microsoft refuses is no finding, and what rests on it was not looked at', async () => {
  const facts = await connected();
  strike(practice, { service: 'graph', path: '/applications' }, { kind: 'status', status: 403 }, 500);

  const told = await lookDaily(facts);

  expect(told.kinds).toEqual([]);
  expect(unseenIn(told)).toContain('register-application');
});

test('what was given a moment ago and is not in the token yet is waited for', async () => {
  const facts = await connected();
  const at = new Date(practice.services.clock.now()).toISOString();
  practice.memory.standingAccess = { askedAt: at };
  takeAway(grantsOf(assistantOf()?.id)[0]?.id);

  const told = await lookDaily(facts);

  expect(told.kinds).toEqual([]);
  expect(unseenIn(told)).toContain('allow-look');
});
