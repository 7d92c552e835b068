import type { UndoChoice, UnwordedDisconnectPlan } from '@vplus/contracts';
import { afterEach, expect, test } from 'vitest';
import { runDisconnect } from '#run/verbs.ts';
import { connectIn, disconnectPlanIn, foundIn, strike } from '#testing/found.ts';
import { type Practice, type PracticeRun, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

test('a disconnect whose tenant is as it was approved goes through', async () => {
  practice = await connected();

  const { run, outcome } = await disconnectIn(await disconnectPlanIn(practice));

  expect(outcome).toBe('done');
  expect(run.record('confirm-plan')).toMatchObject({ state: 'done' });
});

test.each([
  [
    'the first synchronization ended meanwhile',
    () => {
      for (const one of foundIn(practice).organizations) one.lastSynchronizedAt = Date.now();
    },
    /“Disconnect the organization on vPlus” was to be removed, and is now to be changed/,
  ],
  [
    'somebody removed the secret meanwhile',
    () => {
      foundIn(practice).application.passwordCredentials.length = 0;
    },
    /“Remove the client secret” was to be removed, and is now to be checked/,
  ],
  [
    'somebody granted one more permission meanwhile',
    () => {
      const { principal } = foundIn(practice);
      const { appRoleAssignments } = practice.tenant;
      const [one] = Object.values(appRoleAssignments).filter(({ principalId }) => principalId === principal.id);
      if (one) appRoleAssignments.more = { ...one, id: 'more', appRoleId: '741f803b-c850-494e-b5df-cde7c675a1ca' };
    },
    /“Remove the permissions” needs other requests than before. All 47 permissions/,
  ],
  [
    'somebody deleted the application meanwhile',
    () => {
      delete practice.tenant.applications[foundIn(practice).application.id];
    },
    /“Delete the application” was to be removed, and is now to be checked/,
  ],
])('stops before the first write when %s, and says what', async (_, change, words) => {
  practice = await connected();
  for (const one of foundIn(practice).organizations) one.lastSynchronizedAt = null;
  const plan = await disconnectPlanIn(practice);
  change();
  practice.mark();

  const { run, outcome } = await disconnectIn(plan);

  expect(outcome).toBe('failed');
  expect(run.record('confirm-plan')?.problem).toMatchObject({
    code: 'plan-changed',
    differences: expect.arrayContaining([expect.stringMatching(words)]),
  });
  expect(practice.writes()).toEqual([]);
});

test('what no look showed when it was planned is taken away once it appears, as the plan says', async () => {
  practice = await connected();
  const { application } = foundIn(practice);
  const [secret] = application.passwordCredentials;
  if (!secret) throw new Error('There is no secret');
  application.passwordCredentials = [];
  const plan = await disconnectPlanIn(practice);
  application.passwordCredentials = [secret];

  const { outcome } = await disconnectIn(plan);

  expect(plan.steps.find(({ id }) => id === 'add-secret')).toMatchObject({ action: 'check' });
  expect(outcome).toBe('done');
});

const refused = {
  kind: 'status' as const,
  status: 403,
  body: '{"error":{"code":"Authorization_RequestDenied","message":"No"}}',
};

test('a disconnect that is taken up again does not trip over its own work', async () => {
  practice = await connected();
  const plan = await disconnectPlanIn(practice);
  strike(practice, { service: 'graph', method: 'DELETE', path: 'applications' }, refused);
  const first = await disconnectIn(plan);
  expect(['failed', 'needs-you']).toContain(first.outcome);

  const { outcome } = await disconnectIn(plan, {}, practice.newRun(first.run));

  expect(outcome).toBe('done');
});

test('the name of the organization is compared before there is a plan', async () => {
  practice = await connected();

  await expect(disconnectPlanIn(practice, { deleteOrganization: 'Fabrikam' })).rejects.toMatchObject({
    code: 'organization-name-differs',
  });
});

test('a plan by hand asks for what the assistant may not remove, and sends nothing to Microsoft', async () => {
  practice = await connected();
  practice.connection.choices.writes = 'by-hand';

  const plan = await disconnectPlanIn(practice);

  const actions = Object.fromEntries(plan.steps.map(({ id, action }) => [id, action]));
  expect(actions).toMatchObject({
    'register-organization': 'change',
    'register-application': 'ask',
    'add-secret': 'ask',
  });
  expect(plan.steps.flatMap(({ id, calls }) => (calls.length > 0 ? [id] : []))).toEqual(['register-organization']);
});

test('an adopted application is given back, and nothing of its owner goes', async () => {
  practice = await connected();
  const { application: theirs } = foundIn(practice);
  Object.assign(theirs, { tags: ['theirs'], uniqueName: null, requiredResourceAccess: [] });
  practice.connection.id = crypto.randomUUID();
  practice.connection.choices.adoptApplication = theirs.id;
  await connectIn(practice);

  const plan = await disconnectPlanIn(practice);

  const actions = Object.fromEntries(plan.steps.map(({ id, action }) => [id, action]));
  expect(actions).toMatchObject({
    'register-application': 'restore',
    'create-service-principal': 'keep',
    'grant-permissions': 'keep',
    'add-secret': 'remove',
  });
});

async function connected(): Promise<Practice> {
  practice = await startPractice();
  expect((await connectIn(practice)).outcome).toMatch(/^done/);
  return practice;
}

async function disconnectIn(
  plan: UnwordedDisconnectPlan,
  undoChoice: UndoChoice = {},
  run: PracticeRun = practice.newRun(),
) {
  run.services.undoChoice = undoChoice;
  const begun = run.records().some(({ made }) => made);
  return { run, outcome: await runDisconnect({ ...run, approvedDisconnect: { plan, begun } }) };
}
