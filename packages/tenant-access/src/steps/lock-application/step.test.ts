import { afterEach, expect, test } from 'vitest';
import { begunWith } from '#run/begun-with.ts';
import { confirmed, runConnect, runDisconnect, runVerify } from '#run/verbs.ts';
import { stepsFor } from '#steps/steps.ts';
import { connectIn, foundIn, madeIn, planIn, strike } from '#testing/found.ts';
import { type Practice, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

const locked = { isEnabled: true, allProperties: true };
const off = { ...locked, isEnabled: false };
const lockOf = () => foundIn(practice).application.servicePrincipalLockConfiguration;
const withoutTheLock = () =>
  stepsFor(practice.connection.choices).flatMap(({ id }) => (id === 'lock-application' ? [] : [id]));
const unlock = () => Object.assign(foundIn(practice).application, { servicePrincipalLockConfiguration: off });

test('comes with the registration, so that nothing more is sent, and keeps credentials off the service principal', async () => {
  practice = await startPractice();

  const { run } = await connectIn(practice);

  expect(lockOf()).toEqual(locked);
  expect(run.record('lock-application')?.state).toBe('done');
  expect(madeIn(run)).not.toContain('lock-application');
  const { principal } = foundIn(practice);
  const address = `${practice.emulator.origins.graph}/v1.0/servicePrincipals/${principal.id}/addPassword`;
  const headers = { authorization: `Bearer ${practice.token()}` };
  const answer = await fetch(address, { method: 'POST', headers });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('CannotUpdateLockedServicePrincipalProperty');
});

test('a check sees it switched off, and the next connect switches it on, also when the answer is lost', async () => {
  practice = await startPractice();
  await connectIn(practice);
  unlock();

  const check = practice.newRun();
  expect(await runVerify(check)).toBe('failed');
  expect(check.record('lock-application')?.state).toBe('failed');
  const plan = await planIn(practice);
  expect(plan.steps.find(({ id }) => id === 'lock-application')).toMatchObject({
    action: 'change',
    calls: [{ body: {} }],
  });

  strike(practice, { method: 'PATCH', body: 'LockConfiguration' }, { kind: 'cut-after-effect' });
  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(madeIn(run)).toEqual(['lock-application']);
  expect(lockOf()).toEqual(locked);
});

test('a tenant that an older build connected is pointed out by a check, and locked by the next connect', async () => {
  practice = await startPractice();
  await connectIn(practice);
  delete practice.memory.locked;
  Object.assign(foundIn(practice).application, { servicePrincipalLockConfiguration: null });

  const check = practice.newRun();
  expect(await runVerify(check)).toBe('done-with-attention');
  expect(check.records().filter(({ state }) => state === 'failed')).toEqual([]);
  expect((await connectIn(practice)).outcome).toBe('done');

  expect(lockOf()).toEqual(locked);
});

test.each([
  ['switched off before this connection saw it', off],
  ['never set', null],
])('a lock that was %s is pointed out by a check, which does not fail for it', async (_how, now) => {
  practice = await startPractice();
  await connectIn(practice);
  delete practice.memory.locked;
  Object.assign(foundIn(practice).application, { servicePrincipalLockConfiguration: now });

  const check = practice.newRun();

  expect(await runVerify(check)).toBe('done-with-attention');
  expect(check.records().filter(({ state }) => state === 'failed')).toEqual([]);
});

test('a lock of each property by itself is a lock', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const each = { credentialsWithUsageVerify: true, credentialsWithUsageSign: true, tokenEncryptionKeyId: true };
  const theirs = { isEnabled: true, allProperties: false, ...each };
  Object.assign(foundIn(practice).application, { servicePrincipalLockConfiguration: theirs });

  expect((await connectIn(practice)).outcome).toBe('done');
  expect(lockOf()).toEqual(theirs);
});

test('a lock that Microsoft does not take leaves the tenant connected, and is told', async () => {
  practice = await startPractice();
  await connectIn(practice);
  unlock();
  const body = JSON.stringify({ error: { code: 'Request_BadRequest', message: 'No lock here.' } });
  strike(practice, { method: 'PATCH', body: 'LockConfiguration' }, { kind: 'status', status: 400, body });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done-with-attention');
  expect(run.record('lock-application')).toMatchObject({
    state: 'done-with-attention',
    detail: expect.stringContaining('Microsoft did not accept the lock (No lock here).'),
  });
});

test('nobody waits for a lock that Terraform cannot set: it is told where to turn it on', async () => {
  practice = await startPractice();
  await connectIn(practice);
  Object.assign(foundIn(practice).application, { servicePrincipalLockConfiguration: null });
  practice.connection.choices.writes = 'by-hand';

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done-with-attention');
  expect(run.record('lock-application')?.detail).toContain('App instance property lock');
  expect(lockOf()).toBeNull();
});

test('a plan that an older build made, without this step, is not carried out with it', async () => {
  practice = await startPractice();
  await connectIn(practice);
  unlock();
  const plan = await planIn(practice);
  const older = { ...plan, steps: plan.steps.filter(({ id }) => id !== 'lock-application') };
  const run = practice.newRun();
  run.steps = confirmed(run.steps, { plan: older, begun: false });

  expect(await runConnect(run)).toBe('failed');

  expect(run.record('confirm-plan')?.problem).toMatchObject({
    code: 'plan-changed',
    differences: [expect.stringContaining('was not in the plan')],
  });
  expect(lockOf()).toEqual(off);
});

test.each([[off], [null]])('an adopted application that had %j is locked, and gets that back', async (before) => {
  practice = await startPractice();
  await connectIn(practice);
  const theirs = foundIn(practice).application;
  Object.assign(theirs, { tags: ['theirs'], uniqueName: null, servicePrincipalLockConfiguration: before });
  practice.connection.id = crypto.randomUUID();
  practice.connection.choices.adoptApplication = theirs.id;

  expect(await runConnect(practice.newRun())).toBe('done');
  expect(lockOf()).toEqual(locked);
  // Another plan since, that leaves it alone: it was adopted all the same.
  practice.connection.choices.adoptApplication = null;
  expect(await runDisconnect(practice.newRun())).toBe('done');

  expect(practice.tenant.applications[theirs.id]?.servicePrincipalLockConfiguration).toEqual(before);
});

test('one that an older build adopted, without a lock, gets back what it had', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const theirs = foundIn(practice).application;
  Object.assign(theirs, { tags: ['theirs'], uniqueName: null, servicePrincipalLockConfiguration: off });
  practice.connection.id = crypto.randomUUID();
  practice.connection.choices.adoptApplication = theirs.id;
  const run = practice.newRun();
  run.steps = begunWith(run.steps, withoutTheLock());
  expect(await runConnect(run)).toBe('done');
  delete practice.memory.adopted?.application.servicePrincipalLockConfiguration;

  expect(await runConnect(practice.newRun())).toBe('done');
  expect(lockOf()).toEqual(locked);
  expect(await runDisconnect(practice.newRun())).toBe('done');

  expect(practice.tenant.applications[theirs.id]?.servicePrincipalLockConfiguration).toEqual(off);
});

test('a run that an older build began goes on with the steps that it has', async () => {
  practice = await startPractice();
  const run = practice.newRun();
  run.steps = begunWith(run.steps, withoutTheLock());

  expect(await runConnect(run)).toBe('done');

  expect(run.records().map(({ id }) => id)).not.toContain('lock-application');
});
