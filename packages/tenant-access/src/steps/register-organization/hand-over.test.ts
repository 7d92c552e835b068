import { afterEach, expect, test } from 'vitest';
import * as z from 'zod';
import { openSecret } from '#credential/sealed-secret.ts';
import { runDisconnect, runVerify } from '#run/verbs.ts';
import { connectIn, foundIn, organizationsIn, planIn, strike } from '#testing/found.ts';
import { answer, type Practice, type PracticeRun, startPractice } from '#testing/practice.ts';

const handOver = { registration: 'hand-over' as const };
const stepId = 'register-organization';
let practice: Practice;
afterEach(() => practice.close());

test('over an organization of before, a word alone connects nothing: vPlus must have signed in with what it holds', async () => {
  practice = await startPractice();
  const run = await untilHandOver();

  tell(run, 'check-again');
  const { outcome } = await connectIn(practice, again(run));

  expect(outcome).toBe('needs-you');
  expect(await openSecret(run.vault)).not.toBeNull();
  expect(practice.memory.handedOver?.keyIds).not.toContain(keyIdOf(run));
  const { ask } = last.record(stepId) ?? {};
  expect(ask?.text).toContain('AADSTS7000215');
  expect(ask).toMatchObject({ answers: ['check-again', 'make-new'] });
});

test('once the new secret is entered there, a synchronization with it connects the tenant', async () => {
  practice = await startPractice();
  const run = await untilHandOver();
  tell(run, 'check-again');
  await connectIn(practice, again(run));

  await enter(run);
  practice.services.clock.sleep(1_000);
  tell(run, 'check-again');
  const { outcome } = await connectIn(practice, again(run));

  expect(outcome).toBe('done');
  expect(practice.memory.handedOver?.keyIds).toEqual([keyIdOf(run)]);
  expect(last.record('synchronize-inventory')?.detail).toContain('with the credential that it holds now');
  expect(finishedSynchronizations()).toBe(2);
});

test('a first hand-over is believed from the list, and proved by the first synchronization', async () => {
  practice = await startPractice({ choices: handOver });
  await connectIn(practice, again());
  const run = last;
  await register(run);
  tell(run, 'check-again');

  expect((await connectIn(practice, again(run))).outcome).toBe('done');

  expect(finishedSynchronizations()).toBe(1);
});

test('a secret that was entered wrong is asked for again, by the number in what vPlus tells', async () => {
  practice = await startPractice({ choices: handOver });
  await connectIn(practice, again());
  const run = last;
  await register(run, 'a slip of the pen');
  tell(run, 'check-again');
  expect((await connectIn(practice, again(run))).outcome).toBe('failed');
  await practice.services.clock.sleep(10 * 60_000);

  expect((await connectIn(practice, again(run))).outcome).toBe('needs-you');
  expect(last.record(stepId)?.ask?.text).toContain('AADSTS7000215');

  await enter(run);
  tell(run, 'check-again');
  expect((await connectIn(practice, again(run))).outcome).toBe('done');
});

test('of a list that cannot be read it is not said that the organization is missing there', async () => {
  practice = await startPractice({ choices: handOver });
  await connectIn(practice, again());
  const run = last;
  tell(run, 'check-again');
  await connectIn(practice, again(run));
  expect(last.record(stepId)?.ask?.text).toContain('does not list an organization');

  tell(run, 'check-again');
  practice.emulator.cloud.world.weather.vplus.contract = 'unknown';
  await connectIn(practice, again(run));

  expect(last.record(stepId)?.ask?.text).toContain('We cannot read the organizations');
  expect(last.record(stepId)?.ask?.text).not.toContain('does not list an organization');
});

test('a plan and a check write nothing, whatever a person told meanwhile', async () => {
  practice = await startPractice();
  const run = await untilHandOver();
  await enter(run);
  tell(run, 'check-again');
  const before = structuredClone(practice.memory);
  practice.mark();

  await planIn(practice, { services: practice.newRun().services });
  await runVerify(practice.newRun(run));

  expect(practice.memory).toEqual(before);
  expect(practice.writes()).toEqual([]);
});

test.each([
  ['an unknown answer', { kind: 'status' as const, status: 404, body: '<html>starting</html>' }, 'GET'],
  ['a 401', { kind: 'status' as const, status: 401, body: '' }, 'GET'],
])('a server that has %s for three seconds hands nothing to a person', async (_, effect, method) => {
  practice = await startPractice();
  const { clock } = practice.services;
  const { faults } = practice.emulator.cloud.world.weather;
  strike(practice, { service: 'vplus', method, path: '/m365-organizations' }, effect, 1_000);
  const begun = { at: null as number | null };
  const run = practice.newRun();
  const sleep = (ms: number, signal?: AbortSignal) => {
    const hit = faults.some(({ _hit }) => _hit > 0);
    if (hit) begun.at ??= clock.now();
    if (begun.at !== null && clock.now() + ms - begun.at >= 3_000) faults.length = 0;
    return clock.sleep(ms, signal);
  };

  const { outcome } = await connectIn(practice, {
    ...run,
    clock: { ...clock, sleep },
    services: { ...run.services, clock: { ...clock, sleep } },
  });

  expect(begun.at).not.toBeNull();
  expect(outcome).toBe('done');
  expect(run.texts.filter((text) => text.includes('a person registers'))).toEqual([]);
});

test('a hand-over that only the server made necessary withdraws itself when the server is back', async () => {
  practice = await startPractice();
  const { clock } = practice.services;
  const { weather } = practice.emulator.cloud.world;
  weather.vplus.contract = 'unknown';
  const run = practice.newRun();
  let asked = 0;
  const sleep = (ms: number, signal?: AbortSignal) => {
    if (run.record(stepId)?.state === 'needs-you') asked += 1;
    if (asked > 3) weather.vplus.contract = 'declared';
    return clock.sleep(ms, signal);
  };

  const { outcome } = await connectIn(practice, { ...run, clock: { ...clock, sleep } });

  expect(asked).toBeGreaterThan(3);
  expect(outcome).toBe('done');
  expect(run.record(stepId)?.ask).toBeUndefined();
  expect(foundIn(practice).organizations).toHaveLength(1);
});

let last: PracticeRun;

/** A run by hand-over: what a person enters is told to the practice server in their place. */
function again(run?: PracticeRun): PracticeRun {
  practice.connection.choices = { ...practice.connection.choices, ...handOver };
  last = practice.newRun(run);
  return last;
}

/** Connected, disconnected, and connected again by hand-over, until the secret is to be entered. */
async function untilHandOver(): Promise<PracticeRun> {
  await connectIn(practice);
  await runDisconnect(practice.newRun());
  await connectIn(practice, again());
  expect(last.record(stepId)?.state).toBe('needs-you');
  return last;
}

const keyIdOf = (run: PracticeRun): string =>
  z.object({ keyId: z.string() }).parse(run.record('add-secret')?.output).keyId;

function tell(run: PracticeRun, told: 'check-again'): void {
  const at = new Date(practice.services.clock.now()).toISOString();
  practice.memory[`revealed:${keyIdOf(run)}`] ??= { at, by: 'Adele Vance' };
  void practice.services.clock.sleep(1);
  answer(practice, stepId, told);
}

const secretOf = async (run: PracticeRun) => (await openSecret(run.vault))?.value ?? '';

async function enter(run: PracticeRun): Promise<void> {
  const [organization] = organizationsIn(practice.emulator.cloud.world);
  await practice.services.vplus.updateOrganization(organization?.guid ?? '', { clientSecret: await secretOf(run) });
}

async function register(run: PracticeRun, clientSecret?: string): Promise<void> {
  const { tenantName: name, tenantId } = practice.connection;
  const { appId: clientId } = z.object({ appId: z.string() }).parse(run.record('register-application')?.output);
  const secret = clientSecret ?? (await secretOf(run));
  await practice.services.vplus.createOrganization({ name, tenantId, clientId, clientSecret: secret, description: '' });
}

const finishedSynchronizations = () =>
  Object.values(practice.emulator.cloud.world.vplus.tasks).filter(
    ({ kind, state }) => kind === 'inventory-sync' && state === 'FINISHED',
  ).length;
