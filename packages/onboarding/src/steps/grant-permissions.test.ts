import { afterEach, expect, test } from 'vitest';
import { connectIn, foundIn, madeIn } from '../testing/found.ts';
import { type Practice, startPractice } from '../testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

test('grants again what somebody took away, and hands nothing over anew', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const { appRoleAssignments } = practice.tenant;
  const { principal } = foundIn(practice);
  const taken = Object.values(appRoleAssignments).find(({ principalId }) => principalId === principal.id);
  delete appRoleAssignments[taken?.id ?? ''];

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(foundIn(practice).grants).toHaveLength(46);
  expect(madeIn(run)).toEqual(['grant-permissions']);
});

test('a role that is too low for Graph grants what it may and then names who can go on', async () => {
  practice = await startPractice({ person: 'lee' });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('needs-you');
  const grants = run.record('grant-permissions');
  expect(grants).toMatchObject({
    state: 'needs-you',
    ask: { kind: 'role', text: expect.stringContaining('Privileged Role Administrator') },
  });
  expect(grants?.rows.filter(({ state }) => state === 'done')).toHaveLength(6);
});

test('what a tenant does not offer is final for its rows and holds nothing up', async () => {
  practice = await startPractice({ tenant: 'Tailspin Toys' });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  const { grants, declared } = foundIn(practice);
  expect(grants).toHaveLength(41);
  expect(declared).toHaveLength(41);
  expect(run.record('grant-permissions')?.rows.filter(({ state }) => state === 'not-possible')).toHaveLength(5);
});
