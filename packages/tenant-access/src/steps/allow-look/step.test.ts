import { afterEach, expect, test } from 'vitest';
import { runCheck, runDisconnect } from '#run/verbs.ts';
import { connectIn, foundIn, madeIn, strike } from '#testing/found.ts';
import { type Practice, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

const look = { standingAccess: 'look' as const };
const choose = (standingAccess: 'none' | 'look') => Object.assign(practice.connection.choices, { standingAccess });
const assistant = () => {
  const { servicePrincipals } = practice.tenant;
  return Object.values(servicePrincipals).find(({ appId }) => appId === practice.services.assistantClientId);
};
/** What the assistant itself holds, told by the practice cloud. */
const held = () =>
  Object.values(practice.tenant.appRoleAssignments)
    .filter(({ principalId }) => principalId === assistant()?.id)
    .map(({ resourceId, appRoleId }) => {
      const api = practice.tenant.servicePrincipals[resourceId];
      return api?.appRoles.find(({ id }) => id === appRoleId)?.value;
    });
const giveByHand = async () => {
  const { graph } = practice.services;
  const api = await graph.apiServicePrincipal('00000003-0000-0000-c000-000000000000');
  const role = api?.appRoles.find(({ value }) => value === 'Application.Read.All');
  await graph.grant(assistant()?.id ?? '', [{ resourceId: api?.id ?? '', appRoleId: role?.id ?? '' }]);
};

test('nobody who chose nothing has the step, and nothing is given', async () => {
  practice = await startPractice();

  const { run } = await connectIn(practice);

  expect(run.record('allow-look')).toBeUndefined();
  expect([assistant(), held(), practice.memory.standingAccess]).toEqual([undefined, [], undefined]);
});

test('the assistant gets one permission, the application for vPlus none more, and its own token carries it', async () => {
  practice = await startPractice({ choices: look });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(run.record('allow-look')).toMatchObject({ state: 'done', made: true });
  expect(held()).toEqual(['Application.Read.All']);
  expect(foundIn(practice).grants).toHaveLength(46);
  expect((await practice.ownToken()).roles).toEqual(['Application.Read.All']);
  practice.mark();
  const second = await connectIn(practice);
  expect([practice.writes(), madeIn(second.run)]).toEqual([[], []]);
});

test('an answer that is lost leaves one, and it is ours', async () => {
  practice = await startPractice({ choices: look });
  strike(
    practice,
    { method: 'POST', path: '/appRoleAssignedTo$', body: assistant()?.id ?? 'nobody' },
    { kind: 'cut-after-effect' },
  );

  expect((await connectIn(practice)).outcome).toBe('done');

  expect(held()).toEqual(['Application.Read.All']);
  expect(practice.emulator.cloud.world.weather.faults.map(({ _hit }) => _hit)).toEqual([1]);
  expect(await runDisconnect(practice.newRun())).toBe('done');
  expect(held()).toEqual([]);
});

test('a later plan that chooses nothing takes it back, and so does a disconnect', async () => {
  practice = await startPractice({ choices: look });
  await connectIn(practice);
  choose('none');

  const { run } = await connectIn(practice);

  expect([madeIn(run), held()]).toEqual([['allow-look'], []]);
  expect(practice.memory.standingAccess).toBeNull();
  choose('look');
  await connectIn(practice);
  expect(held()).toEqual(['Application.Read.All']);
  expect(await runDisconnect(practice.newRun())).toBe('done');
  expect([held(), practice.memory.standingAccess]).toEqual([[], null]);
});

test('what somebody else gave is used and never taken back', async () => {
  practice = await startPractice({ choices: look });
  await giveByHand();

  const { run } = await connectIn(practice);

  expect(madeIn(run)).not.toContain('allow-look');
  choose('none');
  const second = await connectIn(practice);
  expect(second.run.record('allow-look')?.detail).toMatch(/did not come from this connection/);
  await runDisconnect(practice.newRun());
  expect(held()).toEqual(['Application.Read.All']);
});

test('what was taken away and given anew by somebody else is theirs', async () => {
  practice = await startPractice({ choices: look });
  await connectIn(practice);
  for (const [id, { principalId }] of Object.entries(practice.tenant.appRoleAssignments))
    if (principalId === assistant()?.id) delete practice.tenant.appRoleAssignments[id];
  await giveByHand();

  expect(await runDisconnect(practice.newRun())).toBe('done');

  expect(held()).toEqual(['Application.Read.All']);
});

test('a role that may not grant is asked for, and nothing is given', async () => {
  practice = await startPractice({ choices: look, person: 'lee' });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('needs-you');
  expect(run.record('allow-look')?.ask?.kind).toBe('role');
  expect(held()).toEqual([]);
});

test('by hand a person gives it, and a check sees that they did', async () => {
  practice = await startPractice({ choices: { ...look, writes: 'by-hand' } });
  const run = practice.newRun();
  await connectIn(practice, run);
  expect(run.record('allow-look')?.ask).toMatchObject({ kind: 'by-hand', text: expect.stringMatching(/No script/) });
  expect(held()).toEqual([]);

  await giveByHand();

  const report = await runCheck(practice.newRun());
  expect(report.covered).toContain('allow-look');
  expect(report.concerns.map(({ kind }) => kind)).not.toContain('standing-access-gone');
});
