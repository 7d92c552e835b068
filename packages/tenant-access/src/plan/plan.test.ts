import { type Choices, PlanView, type UnwordedPlan } from '@vplus/contracts';
import { rendered } from '@vplus/messages';
import { afterEach, expect, test } from 'vitest';
import { stepsFor } from '../steps/steps.ts';
import { planIn } from '../testing/found.ts';
import { type Practice, startPractice } from '../testing/practice.ts';
import type { PlanOptions } from './plan.ts';
import { hashOf } from './plan-hash.ts';

let practice: Practice;
afterEach(() => practice.close());

test('plans everything for a new tenant, and writes nothing', async () => {
  practice = await startPractice();

  const plan = await planNow();

  expect(PlanView.parse(plan)).toEqual(plan);
  const { choices } = practice.connection;
  const seen: Record<string, string> = { 'approve-assistant': 'keep', 'set-legacy-auth': 'retired' };
  expect(plan.steps.map(({ id, action }) => [id, action])).toEqual(
    stepsFor(choices).map(({ id, plan: { action } }) => [id, seen[id] ?? action?.(choices) ?? 'make']),
  );
  expect(plan.permissions).toHaveLength(46);
  expect(new Set(plan.permissions.map(({ state }) => state))).toEqual(new Set(['new']));
  expect(plan.unchanged).toBe(false);
  expect(practice.writes()).toEqual([]);
});

test('shows and hashes what stands in a request, as far as it is known before', async () => {
  practice = await startPractice();

  const plan = await planNow();

  const { hash, madeAt: _, checks: __, ...draft } = plan;
  const [registration] = stepOf(plan, 'register-application').calls;
  expect(registration?.body).toMatchObject({ displayName: 'vPlus Backup', signInAudience: 'AzureADMyOrg' });
  expect(stepOf(plan, 'create-service-principal').calls[0]?.body).toMatchObject({ accountEnabled: true });
  expect(hashOf(draft)).toBe(hash);
  Object.assign(registration?.body ?? {}, { signInAudience: 'AzureADMultipleOrgs' });
  expect(hashOf(draft)).not.toBe(hash);
});

test('speaks of what was chosen alone: services that are left out are read by nobody', async () => {
  practice = await startPractice();
  const { connection } = practice;

  const plan = await planNow({
    connection: { ...connection, choices: { ...connection.choices, workloads: ['exchange'] } },
  });

  const asked = plan.permissions.filter(({ state }) => state === 'new').length;
  expect(stepOf(plan, 'grant-permissions').summary).toContain(`${asked} permissions are granted`);
  expect(stepOf(plan, 'register-application').summary).toContain(`with ${asked} permissions declared`);
  expect(stepOf(plan, 'verify-access').calls.map(({ path }) => path)).not.toContain('/teams');
  expect(stepOf(plan, 'verify-access').calls.map(({ path }) => path)).not.toContain('{sharepoint}/_api/web');
});

test('by hand, and where a person registers the organization, it promises nothing that a person has to do', async () => {
  practice = await startPractice();
  const { connection } = practice;
  const planWith = (chosen: Partial<Choices>) =>
    planNow({ connection: { ...connection, choices: { ...connection.choices, ...chosen } } });

  const byHand = await planWith({ writes: 'by-hand' });
  const handOver = await planWith({ registration: 'hand-over' });

  expect(stepOf(byHand, 'add-secret')).toMatchObject({ action: 'ask', summary: expect.stringMatching(/You enter it/) });
  expect(stepOf(byHand, 'register-application')).toMatchObject({
    action: 'ask',
    summary: expect.stringMatching(/^You run the script/),
  });
  expect(stepOf(handOver, 'register-organization')).toMatchObject({
    action: 'ask',
    summary: expect.stringMatching(/^You add "Contoso"/),
  });
  expect(stepOf(handOver, 'add-secret').summary).toContain('shown to you once');
});

test('asks Microsoft once for all that it looks at', async () => {
  practice = await startPractice();

  await planNow();

  const outer = practice.requests().filter(({ service, batch }) => service === 'graph' && batch === null);
  expect(outer.map(({ path }) => path)).toEqual(['/v1.0/$batch']);
});

test('has the same hash for the same plan at another time, and another one when something would be done differently', async () => {
  practice = await startPractice();
  const first = await planNow();

  const later = await planNow({ madeAt: '2027-01-01T00:00:00.000Z' });
  const renamed = await planNow({
    connection: {
      ...practice.connection,
      choices: { ...practice.connection.choices, applicationName: 'Another name' },
    },
  });

  expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(later.hash).toBe(first.hash);
  expect(renamed.hash).not.toBe(first.hash);
});

test('shows what this tenant does not offer, row by row', async () => {
  practice = await startPractice({ tenant: 'Tailspin Toys' });

  const plan = await planNow();

  const missing = plan.permissions.filter(({ state }) => state === 'not-offered');
  expect(missing.map(({ api }) => api)).toEqual(Array(5).fill('Office 365 SharePoint Online'));
  expect(checkOf(plan, 'services')).toMatchObject({ state: 'attention' });
});

test.each([
  ['Contoso', 'ok'],
  ['Northwind Traders', 'attention'],
  ['Woodgrove Bank', 'attention'],
])('reads the policy on secrets of %s before anything is made', async (tenant, state) => {
  practice = await startPractice({ tenant });

  expect(checkOf(await planNow(), 'credential-policy').state).toBe(state);
});

test('a policy that the person may not read is unknown, and the plan is made all the same', async () => {
  practice = await startPractice({ person: 'pradeep' });

  expect(
    checkOf(await planNow({ person: { roles: ['privileged-role-administrator'], guest: false } }), 'credential-policy')
      .state,
  ).toBe('unknown');
});

test('a vPlus server that does not answer is a finding, not a failure', async () => {
  practice = await startPractice();
  practice.emulator.cloud.world.weather.vplus.down = true;

  const plan = await planNow();

  expect(checkOf(plan, 'vplus')).toMatchObject({
    state: 'blocked',
    finding: expect.stringContaining('cannot answer'),
  });
});

test('asks for the approval of the assistant when a needed scope is missing', async () => {
  practice = await startPractice();

  const plan = await planNow({ services: { ...practice.services, grantedScopes: ['User.Read'] } });

  expect(plan.steps[0]).toMatchObject({ id: 'approve-assistant', action: 'ask' });
});

test('a claims challenge ends the plan and comes with its claims', async () => {
  practice = await startPractice();
  practice.tenant.weather.conditionalAccess = { demand: 'mfa', at: 'graph' };

  await expect(planNow()).rejects.toMatchObject({ fields: { claims: expect.stringContaining('acrs') } });
});

const planNow = async (change: Partial<PlanOptions> = {}) => rendered(await planIn(practice, change));

function checkOf(plan: UnwordedPlan, id: string) {
  const check = plan.checks.find((one) => one.id === id);
  if (!check) throw new Error(`No check ${id}`);
  return check;
}

function stepOf(plan: UnwordedPlan, wanted: string): UnwordedPlan['steps'][number] {
  const step = plan.steps.find(({ id }) => id === wanted);
  if (!step) throw new Error(`The plan has no step ${wanted}`);
  return step;
}
