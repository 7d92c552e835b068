import { type Choices, RunCancelled } from '@vplus/contracts';
import { rendered } from '@vplus/messages';
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod';
import { lastingChoices } from '#credential/replaced.ts';
import { openSecret } from '#credential/sealed-secret.ts';
import { runVerify } from '#run/verbs.ts';
import { connectIn, foundIn, madeIn, planIn, strike } from '#testing/found.ts';
import { answer, type Practice, type PracticeOptions, type PracticeRun, startPractice } from '#testing/practice.ts';
import { handedInPurpose } from '../add-secret/handed-in-secret.ts';
import { stepsFor } from '../steps.ts';

let practice: Practice;
afterEach(() => practice?.close());

const days = 90;
const secret: PracticeOptions = { choices: { credential: { kind: 'secret', days } } };
const certificate: PracticeOptions = { choices: { credential: { kind: 'certificate', days } }, takesCertificate: true };
const both: PracticeOptions = { choices: { credential: { kind: 'both', days } }, takesCertificate: true };

test.each([
  ['a client secret', secret],
  ['a certificate', certificate],
  ['both', both],
  ['a client secret under replication lag', { ...secret, lag: true }],
  ['both under replication lag', { ...both, lag: true }],
])('%s is replaced, and the old one removed last', async (_, options) => {
  await connected(options);
  const old = keyIds();

  const { run, outcome } = await replace(old);

  expect(outcome).toBe('done');
  expect(keyIds()).toHaveLength(old.length);
  expect(keyIds().filter((id) => old.includes(id))).toEqual([]);
  expect(run.record('remove-replaced')).toMatchObject({
    state: 'done',
    made: true,
    facts: [{ key: 'removed-credentials', label: 'Removed', value: old.toSorted().join(', '), kind: 'id' }],
  });
  const [organization] = foundIn(practice).organizations;
  const [password] = foundIn(practice).application.passwordCredentials;
  if (options !== certificate) expect(organization?.clientSecret).toBe(password?._secret);
  expect(inOrder()).toEqual(['added', 'given to vPlus', 'synchronized', 'removed']);
  expect(await runVerify(practice.newRun())).toBe('done');
});

test('of two credentials the one that is named is replaced, and the other stays', async () => {
  await connected(both);
  const [password] = foundIn(practice).application.passwordCredentials;
  const [key] = foundIn(practice).application.keyCredentials;

  const { outcome } = await replace([String(password?.keyId)]);

  expect(outcome).toBe('done');
  const { application } = foundIn(practice);
  expect(application.keyCredentials.map(({ keyId }) => keyId)).toEqual([key?.keyId]);
  expect(application.passwordCredentials).toHaveLength(1);
  expect(application.passwordCredentials[0]?.keyId).not.toBe(password?.keyId);
  expect(await runVerify(practice.newRun())).toBe('done');
});

test.each([
  ['a client secret gives way to a certificate', { ...secret, takesCertificate: true }, 'certificate'],
  ['a certificate gives way to a client secret', certificate, 'secret'],
  ['of both the certificate goes', both, 'secret'],
] as const)('%s, which is removed last', async (_, options, kind) => {
  await connected(options);
  const old = keyIds();
  practice.connection.choices.credential = { kind, days };

  const { plan, outcome } = await replace([]);

  expect(plan.choices.replaceCredentials?.every((id) => old.includes(id))).toBe(true);
  // That SharePoint takes no secret is pointed out.
  expect(outcome).toBe(kind === 'secret' ? 'done-with-attention' : 'done');
  const { application } = foundIn(practice);
  expect(application.passwordCredentials).toHaveLength(kind === 'secret' ? 1 : 0);
  expect(application.keyCredentials).toHaveLength(kind === 'secret' ? 0 : 1);
  expect(inOrder().slice(-2)).toEqual(['synchronized', 'removed']);
});

test('the plan names what goes, what comes, and in which order', async () => {
  await connected();
  const [old] = keyIds();

  const plan = await planOf([String(old)]);

  const changing = plan.steps.filter(({ action }) => action === 'make' || action === 'change');
  expect(changing.map(({ id }) => id)).toEqual([
    'add-secret',
    'register-organization',
    'synchronize-inventory',
    'remove-replaced',
  ]);
  expect(rendered(changing)[0]?.summary).toMatch(/The old one stays until vPlus has signed in with the new one/);
  expect(rendered(changing)[1]?.summary).toMatch(/gets the new credential in the place of the old one/);
  expect(changing[3]?.calls).toMatchObject([
    { method: 'POST', path: expect.stringContaining('/removePassword'), body: { keyId: old } },
  ]);
  expect(plan.unchanged).toBe(false);
  expect(plan.hash).not.toBe((await planOf([])).hash);
});

test('a credential that is gone is replaced by nobody, and the plan forgets it', async () => {
  await connected();
  const old = keyIds();
  await replace(old);
  practice.mark();

  const { plan, run, outcome } = await replace(old);

  expect(plan.choices).not.toHaveProperty('replaceCredentials');
  expect(plan.unchanged).toBe(true);
  expect(outcome).toBe('done');
  expect(madeIn(run)).toEqual([]);
  expect(practice.writes()).toEqual([]);
});

test('a credential of somebody else is not replaced: there is no plan for it', async () => {
  await connected();
  const { id } = foundIn(practice).application;
  const body = { displayName: 'by hand', endDateTime: '2027-11-24T00:00:00Z' };
  const { keyId } = await practice.services.graph.addPassword(id, body);

  await expect(planOf([keyId])).rejects.toMatchObject({ code: 'credential-not-ours' });
});

test('a synchronization that fails leaves the old credential, says so, and the next plan goes on from there', async () => {
  await connected();
  const old = keyIds();
  const { weather } = practice.emulator.cloud.world;
  weather.vplus.synchronizationFails = 'No licence left';

  const failed = await replace(old);

  expect(failed.outcome).toBe('failed');
  expect(failed.run.record('synchronize-inventory')?.problem?.detail).toMatch(
    /No licence left.*The old credential is still there and was not removed/,
  );
  expect(keyIds()).toHaveLength(2);
  expect(keyIds()).toEqual(expect.arrayContaining(old));
  weather.vplus.synchronizationFails = null;

  const { plan, run, outcome } = await replace([]);

  expect(plan.choices.replaceCredentials).toEqual(old);
  expect(outcome).toBe('done');
  expect(madeIn(run)).not.toContain('add-secret');
  expect(keyIds()).toHaveLength(1);
  expect(keyIds()).not.toEqual(old);
});

test('a check of a connection whose replacement is not finished tells of the old credential alone', async () => {
  await connected();
  practice.emulator.cloud.world.weather.vplus.synchronizationFails = 'No licence left';
  await replace(keyIds());
  const check = practice.newRun();

  await runVerify(check);

  expect(check.record('add-secret')?.state).toBe('done');
  expect(check.record('remove-leftovers')?.detail).toMatch(/1 earlier credential of this connection is still there/);
});

test.each([
  'add-secret',
  'verify-access',
  'register-organization',
  'synchronize-inventory',
  'remove-replaced',
] as const)('a process that dies in %s leaves one that works, and the run goes on to one', async (stepId) => {
  await connected();
  const old = keyIds();
  const stop = new AbortController();
  const plan = await planOf(old);
  const first = runOf(plan.choices);
  const { record } = first.journal;
  const dies: PracticeRun = {
    ...first,
    signal: stop.signal,
    journal: {
      ...first.journal,
      record: async (one, text, options) => {
        if (one.id === stepId && one.state === 'working') stop.abort(new Error('killed'));
        if (stop.signal.aborted) throw new Error('killed');
        return record(one, text, options);
      },
    },
  };
  await expect(connectIn(practice, dies)).rejects.toThrow('killed');
  expect(works()).toBe(true);

  const { outcome } = await connectIn(practice, runOf(plan.choices, first));

  expect(outcome).toBe('done');
  expect(keyIds()).toHaveLength(1);
  expect(keyIds()).not.toEqual(old);
  expect(works()).toBe(true);
});

test.each([
  ['/addPassword', 'cut-after-effect'],
  ['/removePassword', 'cut-after-effect'],
  ['/removePassword', 'refuse'],
] as const)('an answer to %s that is lost (%s) leaves one secret, which vPlus has', async (path, kind) => {
  await connected({ ...secret, lag: true });
  const old = keyIds();
  strike(practice, { method: 'POST', path }, { kind });

  const { outcome } = await replace(old);

  expect(outcome).toBe('done');
  expect(keyIds()).toHaveLength(1);
  expect(works()).toBe(true);
});

test('somebody who cancels in the middle keeps what worked, and a plan without the choice takes the spare one away', async () => {
  await connected();
  const old = keyIds();
  const stop = new AbortController();
  const plan = await planOf(old);
  const run = runOf(plan.choices);
  const cancelled: PracticeRun = {
    ...run,
    signal: stop.signal,
    journal: {
      ...run.journal,
      record: async (one, text, options) => {
        if (one.id === 'verify-access') stop.abort(new RunCancelled('of this test'));
        return run.journal.record(one, text, options);
      },
    },
  };
  expect((await connectIn(practice, cancelled)).outcome).toBe('cancelled');
  expect(keyIds()).toHaveLength(2);

  const { outcome } = await replace([]);

  // What was proved last was proved of the one that is gone.
  expect(outcome).toBe('done-with-attention');
  expect(keyIds()).toEqual(old);
  expect(works()).toBe(true);
});

test('by hand-over a person enters the new secret, and the old one goes once vPlus has signed in with it', async () => {
  await connected(secret);
  const old = keyIds();
  practice.connection.choices.registration = 'hand-over';
  const plan = await planOf(old);
  const waiting = runOf(plan.choices);
  expect((await connectIn(practice, waiting)).outcome).toBe('needs-you');
  expect(keyIds()).toEqual(expect.arrayContaining(old));

  await enter(waiting);
  const { run, outcome } = await connectIn(practice, runOf(plan.choices, waiting));

  expect(outcome).toBe('done');
  expect(run.record('remove-replaced')?.state).toBe('done');
  expect(keyIds()).toHaveLength(1);
  expect(keyIds()).not.toEqual(old);
  expect(works()).toBe(true);
});

test('a server that lets nobody look keeps the old secret until a person says that the new one works', async () => {
  await connected(secret);
  const old = keyIds();
  practice.connection.choices.registration = 'hand-over';
  const plan = await planOf(old);
  practice.emulator.cloud.world.weather.vplus.contract = 'unknown';
  const waiting = runOf(plan.choices);
  expect((await connectIn(practice, waiting)).outcome).toBe('needs-you');
  tell(waiting, 'confirm');
  const entered = runOf(plan.choices, waiting);

  expect((await connectIn(practice, entered)).outcome).toBe('needs-you');

  const ask = entered.record('remove-replaced')?.ask;
  expect(ask).toMatchObject({ kind: 'task', answers: ['confirm'] });
  // By hand it is a person who removes it.
  expect(ask?.text).toMatch(/confirm it here\. Until then the old credential stays\.$/);
  expect(keyIds()).toHaveLength(2);
  await practice.services.clock.sleep(60_000);
  answer(practice, 'remove-replaced', 'confirm');
  expect((await connectIn(practice, runOf(plan.choices, entered))).outcome).toBe('done-with-attention');
  expect(keyIds()).toHaveLength(1);
  expect(keyIds()).not.toEqual(old);
});

test('by hand a person adds the new secret beside the old one, and removes that last', async () => {
  await connected(secret);
  const [old = ''] = keyIds();
  practice.connection.choices.writes = 'by-hand';
  const plan = await planOf([old]);
  expect(plan.steps.filter(({ action }) => action === 'ask').map(({ id }) => id)).toEqual([
    'add-secret',
    'remove-leftovers',
    'remove-replaced',
  ]);
  practice.mark();
  const first = runOf(plan.choices);
  expect((await connectIn(practice, first)).outcome).toBe('needs-you');
  const name = /description “([^”]+)”/.exec(first.record('add-secret')?.ask?.text ?? '')?.[1] ?? '';
  await practice.services.clock.sleep(60_000);
  const { id } = foundIn(practice).application;
  const endDateTime = '2027-01-24T00:00:00Z';
  const { secretText } = await practice.services.graph.addPassword(id, { displayName: name, endDateTime });
  const second = runOf(plan.choices, first);
  await second.vault.seal(handedInPurpose, secretText);

  expect((await connectIn(practice, second)).outcome).toBe('needs-you');

  expect(second.record('remove-replaced')?.ask?.text).toContain(old);
  expect(foundIn(practice).organizations[0]?.clientSecret).toBe(secretText);
  await practice.services.graph.removePassword(id, old);
  expect((await connectIn(practice, runOf(plan.choices, second))).outcome).toBe('done');
  expect(works()).toBe(true);
});

async function connected(options: PracticeOptions = secret): Promise<void> {
  practice = await startPractice(options);
  expect((await connectIn(practice)).outcome).toMatch(/^done/);
  practice.mark();
}

/** As a person sees it who wants these replaced; none are named where nobody wants any. */
function planOf(named: string[]) {
  const { connection } = practice;
  const choices = { ...connection.choices, ...(named.length > 0 ? { replaceCredentials: named } : {}) };
  return planIn(practice, { connection: { ...connection, choices } });
}

/** The connection itself keeps none of what is of one run. */
function runOf(choices: Choices, again?: PracticeRun): PracticeRun {
  const run = practice.newRun(again);
  practice.connection.choices = lastingChoices(choices);
  return { ...run, connection: { ...practice.connection, choices }, steps: stepsFor(choices) };
}

async function replace(named: string[]) {
  const plan = await planOf(named);
  return { plan, ...(await connectIn(practice, runOf(plan.choices))) };
}

const keyIds = (): string[] => {
  const { passwordCredentials, keyCredentials } = foundIn(practice).application;
  return [...passwordCredentials, ...keyCredentials].map(({ keyId }) => String(keyId));
};

/** Whether Microsoft knows the client secret that vPlus signs in with. */
function works(): boolean {
  const { application, organizations } = foundIn(practice);
  return application.passwordCredentials.some(({ _secret }) => _secret === organizations[0]?.clientSecret);
}

/** What was done since the tenant was connected, each once. */
function inOrder(): string[] {
  let given = false;
  const deeds = practice.requests().flatMap(({ write, method, path }) => {
    if (!write) return [];
    if (path.includes('/addPassword')) return ['added'];
    if (path.includes('/removePassword')) return ['removed'];
    if (method === 'PATCH' && path.includes('/applications')) return [given ? 'removed' : 'added'];
    if (path.includes('inventory-sync')) return ['synchronized'];
    if (!path.includes('/m365-organizations')) return [];
    given = true;
    return ['given to vPlus'];
  });
  return [...new Set(deeds)];
}

function tell(run: PracticeRun, told: 'check-again' | 'confirm'): void {
  const { keyId } = z.object({ keyId: z.string() }).parse(run.record('add-secret')?.output);
  const at = new Date(practice.services.clock.now()).toISOString();
  practice.memory[`revealed:${keyId}`] ??= { at, by: 'Adele Vance' };
  void practice.services.clock.sleep(1);
  answer(practice, 'register-organization', told);
}

/** What a person does on vPlus with the value that they were shown. */
async function enter(run: PracticeRun): Promise<void> {
  const [organization] = foundIn(practice).organizations;
  const clientSecret = (await openSecret(run.vault))?.value ?? '';
  await practice.services.vplus.updateOrganization(organization?.guid ?? '', { clientSecret });
  tell(run, 'check-again');
}
