import { deleteApplication } from '@vplus/clients';
import { Problem, type UnwordedPlan } from '@vplus/contracts';
import { render, rendered } from '@vplus/messages';
import { afterEach, expect, test } from 'vitest';
import { confirmed, runDisconnect } from '#run/verbs.ts';
import { connectIn, foundIn, planIn, strike } from '#testing/found.ts';
import { type Practice, type PracticeRun, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

test('a run whose tenant is as it was approved goes through, at the price of one look', async () => {
  practice = await startPractice();
  const plan = await planIn(practice);

  const { run, outcome } = await connectIn(practice, guarded(plan));

  expect(outcome).toBe('done');
  expect(run.record('confirm-plan')).toMatchObject({ state: 'done' });
});

test.each([
  [
    'the application was registered meanwhile',
    async (): Promise<void> => void (await connectIn(practice)),
    /“Register the application” was to be made, and is now there/,
  ],
  [
    'a policy was tightened meanwhile',
    async (): Promise<void> => {
      practice.tenant.defaultAppManagementPolicy.isEnabled = true;
      practice.tenant.defaultAppManagementPolicy.applicationRestrictions.passwordCredentials = [
        {
          restrictionType: 'passwordLifetime',
          state: 'enabled',
          maxLifetime: 'P30D',
          restrictForAppsCreatedAfterDateTime: null,
        },
      ];
    },
    /had a client secret for 365 days, now it would be a client secret for 30 days/,
  ],
  [
    'SharePoint was taken out of the tenant meanwhile',
    async (): Promise<void> => {
      for (const { id, appId } of Object.values(practice.tenant.servicePrincipals))
        if (appId === '00000003-0000-0ff1-ce00-000000000000') delete practice.tenant.servicePrincipals[id];
    },
    /5 permissions were to be granted, and are now not offered here: .*Sites.FullControl.All/,
  ],
])('stops before the first write when %s, and says what', async (_, change, words) => {
  practice = await startPractice();
  const plan = await planIn(practice);
  await change();
  practice.mark();

  const { run, outcome } = await connectIn(practice, guarded(plan));

  expect(outcome).toBe('failed');
  expect(run.record('confirm-plan')?.problem).toMatchObject({
    code: 'plan-changed',
    differences: expect.arrayContaining([expect.stringMatching(words)]),
  });
  expect(practice.writes()).toEqual([]);
});

test.each([false, true])(
  'a plan that is made right after a disconnect (purged: %s) sees its own deed, however far it has spread',
  async (purge) => {
    practice = await startPractice({ lag: true });
    practice.tenant.weather.replication = { ...practice.tenant.weather.replication, applications: 30_000 };
    await connectIn(practice);
    await practice.services.clock.sleep(60_000);
    const undoing = practice.newRun();
    undoing.services.undoChoice = { purge };
    expect(await runDisconnect(undoing)).toBe('done');

    const plan = await planIn(practice, { madeAt: new Date(practice.services.clock.now()).toISOString() });
    await practice.services.clock.sleep(60_000);
    const { outcome } = await connectIn(practice, guarded(plan));

    expect(plan.steps.find(({ id }) => id === 'register-application')).toMatchObject({ action: 'make' });
    expect(outcome).toBe('done');
  },
);

test('a repair of a tenant that drifted runs on a plan of the drift', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const [taken] = Object.values(practice.tenant.appRoleAssignments).filter(
    ({ principalId }) => principalId === foundIn(practice).principal.id,
  );
  delete practice.tenant.appRoleAssignments[taken?.id ?? ''];
  const plan = await planIn(practice);

  const { outcome } = await connectIn(practice, guarded(plan));

  expect(outcome).toBe('done');
  expect(foundIn(practice).grants).toHaveLength(46);
});

test('what somebody changed after the first write is repaired, and the run does not trip over its own work', async () => {
  practice = await startPractice();
  const plan = await planIn(practice);
  await connectIn(practice);

  const { outcome } = await connectIn(practice, guarded(plan, true));

  expect(outcome).toBe('done');
});

test('a vPlus server that is down for a moment is no change of the tenant', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const plan = await planIn(practice);
  const { vplus } = practice.emulator.cloud.world.weather;
  vplus.down = true;
  const run = guarded(plan);
  const clock = {
    ...run.clock,
    sleep: async (ms: number, signal?: AbortSignal) => {
      vplus.down = false;
      await run.clock.sleep(ms, signal);
    },
  };

  const { outcome } = await connectIn(practice, { ...run, clock });

  expect(outcome).toBe('done');
});

test('a replica that is behind for one look is no change of the tenant', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const plan = await planIn(practice);
  strike(
    practice,
    { method: 'GET', path: `servicePrincipals.*${foundIn(practice).application.appId}` },
    { kind: 'stale' },
  );

  const { run, outcome } = await connectIn(practice, guarded(plan));

  expect(outcome).toBe('done');
  expect(run.texts).toContainEqual(expect.stringContaining('looking once more'));
});

test('Microsoft being busy while it is compared is waited out', async () => {
  practice = await startPractice();
  const plan = await planIn(practice);
  practice.emulator.cloud.world.weather.faults.push({
    id: 'busy',
    match: { service: 'graph', path: 'batch' },
    nth: 1,
    times: 1,
    effect: { kind: 'status', status: 503 },
    _seen: 0,
    _hit: 0,
  });

  const { outcome } = await connectIn(practice, guarded(plan));

  expect(outcome).toBe('done');
});

test('tags in another order are the same request', async () => {
  practice = await startPractice();
  await connectIn(practice);
  Object.assign(foundIn(practice).application, { requiredResourceAccess: [] });
  const { principal } = foundIn(practice);
  principal.tags = ['of-somebody', 'of-somebody-else'];
  const plan = await planIn(practice);
  principal.tags.reverse();

  expect((await connectIn(practice, guarded(plan))).outcome).toBe('done');
});

test('another body than the approved one ends the run; a plan of an earlier build, which has none, goes on', async () => {
  practice = await startPractice();
  const plan = await planIn(practice);
  const withBody = (change: (body: object) => object | undefined): UnwordedPlan => ({
    ...plan,
    steps: plan.steps.map((step) => ({
      ...step,
      calls: step.calls.map(({ body, ...call }) => {
        const changed = change(body ?? {});
        return body === undefined || changed === undefined ? call : { ...call, body: changed };
      }),
    })),
  });

  const other = await connectIn(practice, guarded(withBody((body) => ({ ...body, notes: 'Other words' }))));
  const writes = practice.writes();
  const earlier = await connectIn(practice, guarded(withBody(() => undefined)));

  expect(other.outcome).toBe('failed');
  expect(other.run.record('confirm-plan')?.problem).toMatchObject({
    code: 'plan-changed',
    differences: expect.arrayContaining([
      expect.stringMatching(/“Register the application” would send something else than the plan shows/),
    ]),
  });
  expect(writes).toEqual([]);
  expect(earlier.outcome).toBe('done');
});

test('a plan of an earlier build, which did not show that old certificates go, restores the application all the same', async () => {
  practice = await startPractice();
  await connectIn(practice);
  await practice.services.graph.change(deleteApplication(foundIn(practice).application.id));
  const plan = await planIn(practice);
  const steps = plan.steps.map((step) => ({
    ...step,
    calls: step.calls.flatMap(({ body: _, ...call }) =>
      render(call.why) === 'Removes all certificates of before' ? [] : [call],
    ),
  }));

  const { outcome } = await connectIn(practice, guarded({ ...plan, steps }));

  const callsIn = (all: UnwordedPlan['steps']) => all.flatMap(({ calls }) => calls).length;
  expect(callsIn(plan.steps)).toBe(callsIn(steps) + 1);
  expect(outcome).toBe('done');
});

test('a plan that an earlier build stored in words, and that shows that old certificates go, is no other plan', async () => {
  practice = await startPractice();
  await connectIn(practice);
  await practice.services.graph.change(deleteApplication(foundIn(practice).application.id));
  const plan = rendered(await planIn(practice));

  const { outcome } = await connectIn(practice, guarded(plan));

  expect(JSON.stringify(plan.steps)).toContain('Removes all certificates of before');
  expect(outcome).toBe('done');
});

test('the differences travel with the problem', () => {
  const view = new Problem('plan-changed', undefined, { differences: ['One more.'] }).toView();

  expect(view).toMatchObject({ code: 'plan-changed', differences: ['One more.'] });
});

function guarded(plan: UnwordedPlan, begun = false): PracticeRun {
  const run = practice.newRun();
  return {
    ...run,
    connection: { ...run.connection, choices: plan.choices },
    steps: confirmed(run.steps, { plan, begun }),
  };
}
