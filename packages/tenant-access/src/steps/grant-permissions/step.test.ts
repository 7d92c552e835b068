import { afterEach, expect, test } from 'vitest';
import { offeredBy } from '#permissions/offered.ts';
import { connectIn, foundIn, madeIn } from '#testing/found.ts';
import { type Practice, type PracticeRun, startPractice } from '#testing/practice.ts';

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

test('a later look knows when the last permission was granted', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const granted = Object.values(practice.tenant.appRoleAssignments).map(({ createdDateTime }) => createdDateTime);

  const { run } = await connectIn(practice);

  expect(run.record('grant-permissions')?.output).toMatchObject({ grantedAt: granted.toSorted().at(-1) });
});

test('a role that is too low for Graph grants what it may and then names who can go on', async () => {
  practice = await startPractice({ person: 'lee' });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('needs-you');
  const grants = run.record('grant-permissions');
  expect(grants).toMatchObject({
    state: 'needs-you',
    ask: { kind: 'role', anyOf: ['global-administrator', 'privileged-role-administrator'] },
    detail: '6 of 46 are granted.',
  });
  expect(grants?.rows.filter(({ state }) => state === 'done')).toHaveLength(6);
  const waiting = grants?.rows.filter(({ state }) => state === 'needs-you');
  expect(waiting).toHaveLength(40);
  expect(new Set(waiting?.map(({ group, note }) => `${group}: ${note}`))).toEqual(
    new Set(['Microsoft Graph: Needs an approval']),
  );
  expect(madeIn(run)).toContain('add-secret');
});

test('what a lagging directory refuses is granted first, and only then is a person asked for the rest', async () => {
  practice = await startPractice({ person: 'lee' });
  practice.tenant.weather.replication.servicePrincipals = 5_000;

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('needs-you');
  expect(run.record('grant-permissions')?.rows.filter(({ state }) => state === 'done')).toHaveLength(6);
});

test('a grant that is made elsewhere is noticed, and the run goes on by itself', async () => {
  practice = await startPractice({ person: 'lee' });
  const run = onceWatched(practice.newRun(), () => grantAsInThePortal(practice));

  const { outcome } = await connectIn(practice, run);

  expect(outcome).toBe('done');
  expect(foundIn(practice).grants).toHaveLength(46);
  expect(run.record('grant-permissions')?.rows.every(({ state }) => state === 'done')).toBe(true);
});

test('what somebody else granted in part is shown, and the rest still asks', async () => {
  practice = await startPractice({ person: 'lee' });
  const run = onceWatched(practice.newRun(), () => grantAsInThePortal(practice, 3));

  const { outcome } = await connectIn(practice, run);

  expect(outcome).toBe('needs-you');
  const rows = run.record('grant-permissions')?.rows ?? [];
  expect(rows.filter(({ state }) => state === 'done')).toHaveLength(9);
  expect(rows.filter(({ note }) => note === 'Needs an approval')).toHaveLength(37);
});

test('another person goes on where the first one may not, and makes only what is missing', async () => {
  practice = await startPractice({ person: 'lee' });
  const { run } = await connectIn(practice);
  const { application } = foundIn(practice);
  const again = practice.newRun(run);
  practice.mark();

  const services = { ...again.services, graph: practice.graphOf('adele') };
  const { outcome } = await connectIn(practice, { ...again, services });

  expect(outcome).toBe('done');
  expect(foundIn(practice).application).toMatchObject({ id: application.id, passwordCredentials: [{}] });
  expect(foundIn(practice).grants).toHaveLength(46);
  const writes = practice.writes().filter((line) => !line.includes('appRoleAssignedTo'));
  expect(writes.filter((line) => /applications|servicePrincipals/.test(line))).toEqual([]);
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

/** Does something at the moment in which the run begins to look whether its grants were made elsewhere. */
function onceWatched(run: PracticeRun, act: () => Promise<void>): PracticeRun {
  let done = false;
  const record: PracticeRun['journal']['record'] = async (step, text) => {
    await run.journal.record(step, text);
    if (done || step.id !== 'grant-permissions' || step.state !== 'needs-you' || !step.wait) return;
    done = true;
    await act();
  };
  return { ...run, journal: { ...run.journal, record } };
}

/** An administrator grants what the application declares; nobody tells us. */
async function grantAsInThePortal({ connection, tenant, graphOf }: Practice, atMost = 46): Promise<void> {
  const graph = graphOf('adele');
  const [principal] = Object.values(tenant.servicePrincipals).filter(({ tags }) =>
    tags.includes(`vplus-connection:${connection.id}`),
  );
  const offered = await offeredBy(graph, connection.choices);
  const graphOnes = offered.filter(({ permission }) => permission.api === 'Microsoft Graph');
  await graph.grant(principal?.id ?? '', graphOnes.slice(0, atMost));
}
