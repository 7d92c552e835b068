import type { Tenant } from '@vplus/emulator';
import { rendered } from '@vplus/messages';
import { afterEach, expect, test } from 'vitest';
import { runDisconnect, runVerify } from '#run/verbs.ts';
import { connectIn, foundIn, madeIn, planIn, strike } from '#testing/found.ts';
import { answer, type Practice, type PracticeOptions, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

type CustomPolicy = Tenant['appManagementPolicies'][string];

const scope = 'Policy.ReadWrite.ApplicationConfiguration';
const exempt = { credentialPolicy: 'exempt' as const };
const start = async (options: PracticeOptions = {}) => {
  practice = await startPractice({ tenant: 'Woodgrove Bank', choices: exempt, moreScopes: [scope], ...options });
};
const policies = (): CustomPolicy[] => Object.values(practice.tenant.appManagementPolicies);
const policyWrites = () => practice.writes().filter((write) => /appManagementPolicies/i.test(write));

test('a tenant that forbids secrets is connected with one by an exemption of its application alone, with undo', async () => {
  await start();

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  const { application, organizations } = foundIn(practice);
  expect(application.passwordCredentials).toHaveLength(1);
  expect(organizations).toMatchObject([{ clientId: application.appId }]);
  expect(run.record('exempt-application')).toMatchObject({ state: 'done', made: true });
  expect(policies()).toMatchObject([
    {
      isEnabled: true,
      _appliesTo: [application.id],
      description: expect.stringContaining(practice.connection.id),
      applicationRestrictions: {
        passwordCredentials: [{ restrictionType: 'passwordAddition', state: 'disabled' }],
        keyCredentials: [],
      },
    },
  ]);
  practice.mark();
  const second = await connectIn(practice);
  expect([second.outcome, practice.writes(), madeIn(second.run)]).toEqual(['done', [], []]);
  expect(await runVerify(practice.newRun())).toBe('done');

  expect(await runDisconnect(practice.newRun())).toBe('done');

  expect(policies()).toEqual([]);
  expect(policyWrites().map((write) => write.split(' ')[0])).toEqual(['DELETE', 'DELETE']);
});

test('the plan shows the requests, and the choice is offered only where a policy is in the way', async () => {
  await start();
  const plan = await planIn(practice);

  expect(plan.limits).toMatchObject({ exemption: 'possible', credentialKinds: ['secret', 'certificate', 'both'] });
  expect(plan.choices).toMatchObject({ credential: { kind: 'secret', days: 365 }, ...exempt });
  expect(plan.steps.find(({ id }) => id === 'exempt-application')).toMatchObject({
    action: 'make',
    calls: [
      { method: 'POST', path: '/policies/appManagementPolicies' },
      { method: 'POST', path: '/applications/{id}/appManagementPolicies/$ref' },
    ],
  });
  const { credentialPolicy: _, ...without } = practice.connection.choices;
  practice.connection.choices = without;
  const usual = await planIn(practice);
  expect(usual.steps.map(({ id }) => id)).not.toContain('exempt-application');
  expect(usual).toMatchObject({ choices: { credential: { kind: 'certificate' } }, limits: { exemption: 'possible' } });
  expect(rendered(usual.checks.find(({ id }) => id === 'credential-policy')?.remedy)).toContain(
    'exempt this one application',
  );
  practice.tenant.defaultAppManagementPolicy.isEnabled = false;
  expect((await planIn(practice)).limits).not.toHaveProperty('exemption');
});

test('only the cap on the life is lifted where that alone is in the way', async () => {
  await start({ tenant: 'Northwind Traders' });

  const { outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(policies()[0]?.applicationRestrictions.passwordCredentials).toMatchObject([
    { restrictionType: 'passwordLifetime', state: 'enabled', maxLifetime: 'P366D' },
  ]);
  const [secret] = foundIn(practice).application.passwordCredentials;
  const days = (Date.parse(secret?.endDateTime ?? '') - Date.parse(secret?.startDateTime ?? '')) / 86_400_000;
  expect(Math.round(days)).toBe(365);
});

test('all else of the tenant’s policy goes on applying, and a change of it is put right', async () => {
  await start();
  const { passwordCredentials, keyCredentials } = practice.tenant.defaultAppManagementPolicy.applicationRestrictions;
  const since = { state: 'enabled' as const, restrictForAppsCreatedAfterDateTime: null };
  keyCredentials.push({ restrictionType: 'asymmetricKeyLifetime', maxLifetime: 'P30D', ...since });
  await connectIn(practice);
  expect(policies()[0]?.applicationRestrictions.keyCredentials).toMatchObject([{ maxLifetime: 'P30D' }]);
  passwordCredentials.push({ restrictionType: 'customPasswordAddition', maxLifetime: null, ...since });
  practice.mark();

  const { run } = await connectIn(practice);

  expect(madeIn(run)).toEqual(['exempt-application']);
  expect(policyWrites()).toEqual([expect.stringMatching(/^PATCH .*appManagementPolicies/)]);
  expect(policies()).toHaveLength(1);
});

test('who chooses it is asked for the one permission that it takes', async () => {
  await start({ moreScopes: [] });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('needs-you');
  expect(run.record('exempt-application')?.ask).toMatchObject({
    kind: 'admin-consent',
    missingScopes: [scope],
    alone: true,
  });
  expect(policies()).toEqual([]);
});

test('the run waits while Microsoft still refuses the secret', async () => {
  await start({ lag: true });
  practice.tenant.weather.replication.credentials = 90_000;

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(run.texts.join('\n')).toContain('replicating the exemption');
  expect(foundIn(practice).application.passwordCredentials).toHaveLength(1);
  expect(policies()).toHaveLength(1);
});

test('an exemption without effect is not waited for longer than replication may take', async () => {
  await start();
  const body = JSON.stringify({ error: { code: 'CredentialTypeNotAllowedAsPerAppPolicy', message: 'As told.' } });
  strike(practice, { path: '/addPassword' }, { kind: 'status', status: 400, body }, 100_000);

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('failed');
  expect(run.record('add-secret')?.problem).toMatchObject({ code: 'policy-forbids-secret' });
});

test.each([
  ['POST', '/policies/appManagementPolicies'],
  ['POST', '\\$ref'],
])('an answer to %s %s that is lost leaves one policy', async (method, path) => {
  await start({ lag: true });
  strike(practice, { method, path }, { kind: 'cut-after-effect' });

  const { outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(policies()).toHaveLength(1);
  expect(policies()[0]?._appliesTo).toEqual([foundIn(practice).application.id]);
});

test.each([['\\$ref'], ['/policies/appManagementPolicies/']])(
  'a disconnect that loses the answer to DELETE %s leaves no policy',
  async (path) => {
    await start({ lag: true });
    await connectIn(practice);
    strike(practice, { method: 'DELETE', path }, { kind: 'cut-after-effect' });

    expect(await runDisconnect(practice.newRun())).toBe('done');

    expect(policies()).toEqual([]);
  },
);

test('a later plan that keeps to the policy takes the exemption back', async () => {
  await start();
  await connectIn(practice);
  practice.connection.choices = { ...practice.connection.choices, credentialPolicy: 'keep' };
  expect((await planIn(practice)).steps.find(({ id }) => id === 'exempt-application')).toMatchObject({
    action: 'change',
    calls: [{ method: 'DELETE' }, { method: 'DELETE' }],
  });

  const { run } = await connectIn(practice);

  expect(run.record('exempt-application')).toMatchObject({ state: 'done', made: true });
  expect(policies()).toEqual([]);
});

const theirs = (appliesTo: string[], forbids: boolean): CustomPolicy => {
  const rules = practice.tenant.defaultAppManagementPolicy.applicationRestrictions;
  const restrictions = forbids ? rules : { passwordCredentials: [], keyCredentials: [] };
  return {
    id: crypto.randomUUID(),
    displayName: 'Of the security team',
    description: 'Theirs',
    isEnabled: true,
    applicationRestrictions: structuredClone(restrictions),
    servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
    _appliesTo: appliesTo,
  };
};

test('a custom policy of somebody else is never replaced: the run asks, and goes on when it lets the secret be', async () => {
  await start({ moreScopes: [] });
  const waiting = await connectIn(practice);
  const policy = theirs([foundIn(practice).application.id], true);
  practice.tenant.appManagementPolicies[policy.id] = policy;
  const taken = await connectIn(practice, practice.newRun(waiting.run));

  expect(taken.outcome).toBe('needs-you');
  expect(taken.run.record('exempt-application')?.ask).toMatchObject({
    kind: 'task',
    text: expect.stringContaining('"Of the security team"'),
  });
  const plan = await planIn(practice);
  expect(plan.limits.exemption).toBe('taken');
  expect(plan.choices).toMatchObject({ credentialPolicy: 'keep', credential: { kind: 'certificate' } });
  expect(rendered(plan.checks.find(({ id }) => id === 'credential-policy')?.finding)).toContain('of somebody else');
  policy.applicationRestrictions.passwordCredentials = [];
  answer(practice, 'exempt-application', 'check-again');

  const { outcome } = await connectIn(practice, practice.newRun(taken.run));

  expect(outcome).toBe('done');
  expect(policies()).toEqual([policy]);
  await runDisconnect(practice.newRun());
  expect(policies().map(({ id }) => id)).toEqual([policy.id]);
});

test('a disconnect leaves our policy where somebody assigned it to others, and takes its mark off it', async () => {
  await start();
  await connectIn(practice);
  share();
  const run = practice.newRun();

  expect(await runDisconnect(run)).toBe('done');

  expect(policies()).toMatchObject([{ _appliesTo: ['another application'] }]);
  expect(policies()[0]?.description).not.toContain(practice.connection.id);
  expect(run.record('exempt-application')?.detail).toContain('assigned it to other applications');
});

test('a plan without the exemption takes our mark off a policy that others use, and leaves it to them as it was', async () => {
  await start();
  await connectIn(practice);
  const shared = share();
  const before = structuredClone(shared.applicationRestrictions);
  practice.connection.choices = { ...practice.connection.choices, credentialPolicy: 'keep' };
  expect((await planIn(practice)).steps.find(({ id }) => id === 'exempt-application')?.calls).toMatchObject([
    { method: 'DELETE' },
    { method: 'PATCH' },
  ]);

  const { run } = await connectIn(practice);

  expect(run.record('exempt-application')).toMatchObject({ state: 'done', made: true });
  expect(policies()).toMatchObject([{ id: shared.id, _appliesTo: ['another application'] }]);
  expect(policies()[0]?.applicationRestrictions).toEqual(before);
  expect(policies()[0]?.description).not.toContain(practice.connection.id);
});

test('what others rest on is never changed under them: this application gets a policy of its own', async () => {
  await start({ tenant: 'Northwind Traders' });
  await connectIn(practice);
  const shared = share();
  const before = structuredClone(shared.applicationRestrictions);
  expect(await runVerify(practice.newRun())).toBe('done-with-attention');
  practice.connection.choices.credential.days = 700;

  await connectIn(practice);

  const { application } = foundIn(practice);
  const [theirs, ours] = policies().toSorted((one) => (one.id === shared.id ? -1 : 1));
  expect(theirs).toMatchObject({ _appliesTo: ['another application'] });
  expect(theirs?.applicationRestrictions).toEqual(before);
  expect(theirs?.description).not.toContain(practice.connection.id);
  expect(ours).toMatchObject({
    _appliesTo: [application.id],
    description: expect.stringContaining(practice.connection.id),
    applicationRestrictions: { passwordCredentials: [{ maxLifetime: 'P701D' }] },
  });
});

test('an application that somebody deleted leaves no policy behind, also where the policies may not be listed', async () => {
  await start();
  await connectIn(practice);
  const { application } = foundIn(practice);
  delete practice.tenant.applications[application.id];
  for (const one of policies()) one._appliesTo = [];
  const body = JSON.stringify({ error: { code: 'Authorization_RequestDenied', message: 'As told.' } });
  const list = { method: 'GET', path: '/policies/appManagementPolicies$' };
  strike(practice, list, { kind: 'status', status: 403, body }, 100_000);

  expect(await runDisconnect(practice.newRun())).toBe('done');

  expect(policies()).toEqual([]);
});

test('who may not read whom the policy serves is asked for a role before it is deleted', async () => {
  await start();
  await connectIn(practice);
  const body = JSON.stringify({ error: { code: 'Authorization_RequestDenied', message: 'As told.' } });
  strike(practice, { method: 'GET', path: '/appliesTo' }, { kind: 'status', status: 403, body }, 100_000);
  const run = practice.newRun();

  expect(await runDisconnect(run)).toBe('needs-you');

  expect(run.record('exempt-application')?.ask).toMatchObject({ kind: 'role', anyOf: ['global-administrator'] });
  expect(policies()).toHaveLength(1);
});

test.each([
  { choices: { credentialPolicy: 'keep' as const }, says: 'There is no exemption' },
  { choices: { credential: { kind: 'certificate' as const, days: 90 } }, says: 'so no exemption is made' },
  { tenant: 'Contoso', choices: {}, says: 'so no exemption is made' },
  {
    tenant: 'Northwind Traders',
    choices: { credential: { kind: 'secret' as const, days: 30 } },
    says: 'so no exemption is made',
  },
])(
  'where nothing is to be exempted, a first plan announces no exemption and the run makes none: $choices',
  async ({ tenant, choices, says }) => {
    await start({ takesCertificate: true, choices: { ...exempt, ...choices }, ...(tenant ? { tenant } : {}) });

    const plan = await planIn(practice);

    expect(rendered(plan.steps.find(({ id }) => id === 'exempt-application'))).toMatchObject({
      action: 'keep',
      calls: [],
      summary: expect.stringContaining(says),
    });
    expect(rendered(plan.checks.find(({ id }) => id === 'credential-policy')?.finding)).not.toContain(
      'You chose to exempt',
    );
    await connectIn(practice);
    expect(foundIn(practice).application.id).toBeDefined();
    expect([policyWrites(), policies()]).toEqual([[], []]);
  },
);

test('rules on anything but credentials go into the copy as they are', async () => {
  await start();
  const rules = practice.tenant.defaultAppManagementPolicy.applicationRestrictions;
  const identifierUris = { nonDefaultUriAddition: { state: 'enabled', excludeSaml: true } };
  Object.assign(rules, { identifierUris });

  const { outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(policies()).toMatchObject([{ applicationRestrictions: { applicationRestrictions: { identifierUris } } }]);
  practice.mark();
  const second = await connectIn(practice);
  expect([second.outcome, practice.writes()]).toEqual(['done', []]);
});

/** Somebody assigned our policy to another application as well. */
function share(): CustomPolicy {
  const [policy] = policies();
  if (!policy) throw new Error('No policy');
  const other = {
    ...structuredClone(foundIn(practice).application),
    id: 'another application',
    uniqueName: null,
    tags: [],
  };
  practice.tenant.applications[other.id] = other;
  policy._appliesTo.push(other.id);
  return policy;
}

test('who may not read policies is asked for a role, and is no hindrance once the exemption is made', async () => {
  await start();
  const will = Object.values(practice.tenant.users).find(({ displayName }) => displayName === 'Will Tanaka');
  will?._roles.push('158c047a-c907-4556-b7ef-446551a6b5f7', 'e8611ab8-c189-46e8-94e1-60213ab1f814');
  const asWill = () => {
    const run = practice.newRun();
    return { ...run, services: { ...run.services, graph: practice.graphOf('will') } };
  };
  const blind = await connectIn(practice, asWill());
  expect(blind.run.record('exempt-application')?.ask).toMatchObject({ kind: 'role', anyOf: ['global-administrator'] });
  await connectIn(practice);
  practice.mark();

  const { run } = await connectIn(practice, asWill());

  expect(run.record('exempt-application')).toMatchObject({ state: 'done-with-attention' });
  expect(practice.writes()).toEqual([]);
});

test('the certificate of a plan is exempted from a cap on its life', async () => {
  await start({ choices: { ...exempt, credential: { kind: 'both', days: 365 } }, takesCertificate: true });
  practice.tenant.defaultAppManagementPolicy.applicationRestrictions.keyCredentials.push({
    restrictionType: 'asymmetricKeyLifetime',
    state: 'enabled',
    maxLifetime: 'P90D',
    restrictForAppsCreatedAfterDateTime: null,
  });

  const { run } = await connectIn(practice);

  expect(run.record('add-certificate')?.state).toBe('done');
  expect(run.record('exempt-application')?.output).toMatchObject({
    lifts: ['passwordAddition', 'asymmetricKeyLifetime'],
  });
});

test('a plan that keeps a shared exemption says who shares it, and one that cannot look says so', async () => {
  await start();
  await connectIn(practice);
  share();

  const kept = (await planIn(practice)).steps.find(({ id }) => id === 'exempt-application');

  expect(rendered(kept)).toMatchObject({
    action: 'keep',
    calls: [],
    summary: expect.stringContaining('Somebody assigned'),
  });
});

test('a second policy of ours is deleted, as the plan said, and the one that is assigned stays', async () => {
  await start();
  await connectIn(practice);
  const [kept] = policies();
  if (!kept) throw new Error('No policy was made');
  const twin = { ...structuredClone(kept), id: crypto.randomUUID(), _appliesTo: [] };
  practice.tenant.appManagementPolicies[twin.id] = twin;

  const planned = (await planIn(practice)).steps.find(({ id }) => id === 'exempt-application');
  await connectIn(practice);

  expect(planned?.calls).toMatchObject([{ method: 'DELETE', path: `/policies/appManagementPolicies/${twin.id}` }]);
  expect(policies()).toEqual([kept]);
});

test('by hand a disconnect asks for our policy to be taken off, and leaves one that others use to them', async () => {
  await start();
  await connectIn(practice);
  const shared = share();
  practice.connection.choices.writes = 'by-hand';
  Object.assign(foundIn(practice).application, { passwordCredentials: [], keyCredentials: [] });
  const run = practice.newRun();

  await runDisconnect(run);
  expect(run.record('exempt-application')?.ask).toMatchObject({
    kind: 'by-hand',
    text: expect.stringContaining('take the policy off this application'),
  });
  shared._appliesTo = ['another application'];
  await runDisconnect(run);

  expect(run.record('exempt-application')?.state).toBe('done');
  expect(policies()).toHaveLength(1);
});
