import { rendered } from '@vplus/messages';
import { afterEach, expect, test } from 'vitest';
import { openSecret } from '../credential/sealed-secret.ts';
import { permissions } from '../permissions/permissions.ts';
import { handedInPurpose } from '../steps/add-secret/handed-in-secret.ts';
import { stepsFor } from '../steps/steps.ts';
import { foundIn, planIn } from '../testing/found.ts';
import { type Practice, type PracticeRun, startPractice } from '../testing/practice.ts';
import { canRunScripts, runScript, secretIn } from '../testing/script-run.ts';
import { runConnect, runDisconnect, runVerify } from './verbs.ts';

let practice: Practice;
afterEach(() => practice.close());

test('by hand, the plan asks instead of promising, and a run waits for a person and writes nothing', async () => {
  practice = await startByHand();

  const plan = await planIn(practice);
  const run = newRun();
  const outcome = await runConnect(run);

  const writing = stepsFor(practice.connection.choices).filter(({ byHand }) => byHand !== 'as-ever');
  expect(plan.steps.filter(({ action }) => action === 'ask').map(({ id }) => id)).toEqual(
    writing.map(({ id }) => id).filter((id) => id !== 'set-legacy-auth'),
  );
  expect(outcome).toBe('needs-you');
  expect(run.record('register-application')?.ask).toMatchObject({ kind: 'by-hand', wants: 'script' });
  expect(practice.writes()).toEqual([]);
});

test.skipIf(!canRunScripts)(
  'the script makes what the plan says; its result is found, proved with the secret that it printed, and registered',
  async () => {
    practice = await startByHand();
    await runConnect(newRun());
    const { printed } = await runScript(practice);
    const made = foundIn(practice);

    expect(made.application).toMatchObject({
      displayName: 'vPlus Backup',
      signInAudience: 'AzureADMyOrg',
      _owners: [],
    });
    expect(made.application.uniqueName).toMatch(/^vplus-/);
    expect(made.grants.toSorted()).toEqual(permissions.map(({ key }) => key).toSorted());
    expect(made.declared.toSorted()).toEqual(made.grants.toSorted());
    expect(secretIn(printed)).toBe(made.application.passwordCredentials[0]?._secret);

    expect(await handIn(secretIn(printed))).toMatchObject({ outcome: 'done' });
    expect(foundIn(practice).organizations).toMatchObject([{ clientSecret: secretIn(printed) }]);
  },
);

test('what a person made is looked at, proved with the secret they hand in, and registered: no write of ours', async () => {
  practice = await startByHand();
  const secret = await madeByHand();

  const looked = newRun();
  expect(await runConnect(looked)).toBe('needs-you');
  const { run, outcome } = await handIn(secret, looked);

  expect(looked.record('grant-permissions')?.state).toBe('done');
  expect(looked.record('add-secret')?.ask).toMatchObject({ kind: 'by-hand', wants: 'secret' });
  expect(outcome).toBe('done');
  expect(graphWrites()).toEqual([]);
  expect(foundIn(practice).organizations).toMatchObject([
    { clientSecret: secret, lastSynchronizedAt: expect.any(Number) },
  ]);
  expect(await run.vault.open(handedInPurpose)).toBeNull();
  expect(JSON.stringify([run.records(), run.texts, practice.memory])).not.toContain(secret);
});

test('an application without our unique name, as Terraform makes it, is found by its tags', async () => {
  practice = await startByHand();
  const secret = await madeByHand();
  foundIn(practice).application.uniqueName = null;

  expect(await handIn(secret)).toMatchObject({ outcome: 'done' });
  foundIn(practice).application.tags = foundIn(practice).application.tags.filter((tag) => tag !== 'vplus-setup');
  practice.connection.choices.writes = 'assistant';
  expect(await runConnect(newRun())).toBe('done');

  expect(
    Object.values(practice.tenant.applications).filter(({ displayName }) => displayName === 'vPlus Backup'),
  ).toHaveLength(1);
  expect(foundIn(practice).application).toMatchObject({
    uniqueName: null,
    tags: expect.arrayContaining(['vplus-setup']),
  });
});

test.each([
  ['xyz-nothing-of-this-application', 'not a client secret of this application'],
  ['hint', 'Microsoft refused'],
])('a secret that is wrong (%s) is wiped, and asked for again', async (wrong, why) => {
  practice = await startByHand();
  const secret = await madeByHand();
  practice.services.clock.sleep(10 * 60_000);

  const { run, outcome } = await handIn(wrong === 'hint' ? `${secret.slice(0, 3)}-and-something-else` : wrong);

  expect(outcome).toBe('needs-you');
  expect(run.record('add-secret')?.ask?.text).toContain(why);
  expect(await run.vault.open(handedInPurpose)).toBeNull();
  expect(await openSecret(run.vault)).toBeNull();
});

test('by hand a certificate gives way to a secret, because its key would stay with the person', async () => {
  practice = await startByHand();
  practice.connection.choices.credential = { kind: 'both', days: 90 };

  const plan = await planIn(practice);

  expect(plan.choices.credential).toEqual({ kind: 'secret', days: 90 });
  expect(plan.steps.map(({ id }) => id)).not.toContain('add-certificate');
  expect(plan.checks.find(({ id }) => id === 'credential-policy')).toMatchObject({ state: 'ok' });
});

test('a check names what differs from the plan, and mends nothing', async () => {
  practice = await startByHand();
  await madeByHand();
  const { appRoleAssignments } = practice.tenant;
  const lost = Object.keys(appRoleAssignments).find(
    (id) => appRoleAssignments[id]?.principalDisplayName === 'vPlus Backup',
  );
  delete appRoleAssignments[String(lost)];
  practice.mark();

  const run = newRun();
  expect(await runVerify(run)).toBe('failed');

  expect(run.record('grant-permissions')).toMatchObject({ state: 'failed', detail: '45 of 46 are granted.' });
  expect(graphWrites()).toEqual([]);
});

test.each(['register-application', 'remove-leftovers'] as const)(
  'what others added is a person’s to remove by hand, and no script is said to do it: %s',
  async (stepId) => {
    practice = await startByHand();
    const secret = await madeByHand();
    const { application } = foundIn(practice);
    if (stepId === 'register-application') application.web.redirectUris = ['https://stranger.example/back'];
    else
      await practice.services.graph.addPassword(application.id, {
        displayName: 'by somebody',
        endDateTime: '2027-11-24T00:00:00Z',
      });
    practice.mark();

    const { run } = await handIn(secret);
    const plan = await planIn(practice);

    expect(run.record(stepId)?.ask?.text).toMatch(/put right in the Microsoft Entra admin center/);
    expect(rendered(plan.steps.find(({ id }) => id === stepId))?.summary).toMatch(/putting this right is yours/);
    expect(graphWrites()).toEqual([]);
  },
);

test('a disconnect asks a person to delete the application, and ends once it is gone', async () => {
  practice = await startByHand();
  await handIn(await madeByHand());
  practice.mark();

  const waiting = newRun();
  expect(await runDisconnect(waiting)).toBe('needs-you');
  expect(waiting.records().find(({ state }) => state === 'needs-you')?.ask).toMatchObject({ kind: 'by-hand' });
  const { application, principal } = foundIn(practice);
  delete practice.tenant.applications[application.id];
  delete practice.tenant.servicePrincipals[principal.id];

  expect(await runDisconnect(newRun(waiting))).toBe('done');
  expect(graphWrites()).toEqual([]);
});

test('a disconnect by hand asks nobody to delete an application that was adopted, and tells what to take away', async () => {
  practice = await startByHand();
  const secret = await madeByHand();
  const { application } = foundIn(practice);
  practice.connection.choices.adoptApplication = application.id;
  expect((await handIn(secret)).outcome).toMatch(/^done/);
  practice.mark();

  const run = newRun();
  expect(await runDisconnect(run)).toBe('done');

  expect(run.record('register-application')?.detail).toMatch(/was there before and stays\. Take away what was added/);
  expect(practice.tenant.applications[application.id]).toBeDefined();
  expect(graphWrites()).toEqual([]);
});

test('an exemption by hand is a person’s: the run waits for a policy of theirs, and a disconnect leaves it', async () => {
  practice = await startByHand('Woodgrove Bank', ['Policy.ReadWrite.ApplicationConfiguration']);
  practice.connection.choices.credentialPolicy = 'exempt';
  const plan = await planIn(practice);
  expect(rendered(plan.steps.find(({ id }) => id === 'exempt-application'))).toMatchObject({
    action: 'ask',
    summary: expect.stringContaining('No script does this'),
    calls: [],
  });
  const secret = await madeByHand();
  const [policy] = Object.values(practice.tenant.appManagementPolicies);
  if (!policy) throw new Error('No policy');
  Object.assign(policy, { description: 'Theirs', _appliesTo: [] });
  const waiting = newRun();

  expect(await runConnect(waiting)).toBe('needs-you');
  expect(waiting.record('exempt-application')?.ask?.text).toContain('No script does this');
  policy._appliesTo.push(foundIn(practice).application.id);
  const { outcome } = await handIn(secret, waiting);

  expect(outcome).toBe('done');
  const { application, principal } = foundIn(practice);
  delete practice.tenant.applications[application.id];
  delete practice.tenant.servicePrincipals[principal.id];
  expect(await runDisconnect(newRun())).toBe('done');
  expect(practice.tenant.appManagementPolicies).toEqual({ [policy.id]: policy });
  expect(graphWrites()).toEqual([]);
});

async function startByHand(tenant = 'Contoso', moreScopes: string[] = []): Promise<Practice> {
  const started = await startPractice({ tenant, moreScopes });
  started.connection.choices.writes = 'by-hand';
  started.mark();
  return started;
}

/** As a script leaves it: what a connect makes in the tenant, and nothing of it known to us. */
async function madeByHand(): Promise<string> {
  practice.connection.choices.writes = 'assistant';
  await runConnect(newRun());
  practice.connection.choices.writes = 'by-hand';
  practice.emulator.cloud.world.vplus.organizations = {};
  for (const key of Object.keys(practice.memory) as (keyof typeof practice.memory)[]) delete practice.memory[key];
  practice.mark();
  return foundIn(practice).application.passwordCredentials[0]?._secret ?? '';
}

async function handIn(secret: string, again?: PracticeRun) {
  const run = newRun(again);
  await run.vault.seal(handedInPurpose, secret);
  return { run, outcome: await runConnect(run) };
}

/** By hand nothing but the work on vPlus was ever ours, so nothing else has an intent. */
function newRun(again?: PracticeRun): PracticeRun {
  const run = practice.newRun(again);
  const { choices } = practice.connection;
  const ours = [...run.intents].filter(([id]) => choices.writes === 'assistant' || id === 'register-organization');
  return { ...run, intents: new Map(ours), steps: stepsFor(choices) };
}

const graphWrites = () =>
  practice
    .requests()
    .flatMap(({ write, service, method, path }) => (write && service === 'graph' ? [`${method} ${path}`] : []));
