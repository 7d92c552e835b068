import { createHash } from 'node:crypto';
import type { PlanView, RunView, TenantPage, TenantView } from '@vplus/contracts';
import type { DumpLine } from '@vplus/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Installation, type Message, startInstallation } from './testing/installation.ts';
import { type Landing, landings, readLanding, type Scene, scenes } from './testing/landings.ts';

/** A step that the build of then had, and this one does not have any more. */
const gone = 'polish-the-door-handle';

describe.each(landings())('what build %s left behind', (name) => {
  let installation: Installation;
  const tenantOf = (scene: Scene['name']) =>
    installation.tenant(scenes.find((one) => one.name === scene)?.tenant ?? '').id;
  const tokenOf = (scene: Scene['name'], login?: string) => {
    const found = scenes.find((one) => one.name === scene);
    return installation.tokenOf(found?.tenant ?? '', login ?? found?.approvedBy ?? '');
  };
  const runOf = async (scene: Scene['name'], token: string): Promise<RunView> => {
    const tenant = await installation.call<TenantView>(token, 'GET', `/tenants/${tenantOf(scene)}`);
    expect(tenant.status).toBe(200);
    const run = await installation.call<RunView>(token, 'GET', `/runs/${tenant.body.runs[0]?.id}`);
    expect(run.status).toBe(200);
    return run.body;
  };

  beforeAll(async () => {
    installation = await startInstallation({ landing: withStep(readLanding(name)), hurried: true });
  });
  afterAll(() => installation?.close());

  test('a first synchronization goes on by itself', async () => {
    const token = await tokenOf('first synchronization');
    const { id, steps } = await runOf('first synchronization', token);

    const ended = await installation.ended(token, id);

    expect(ended).toMatchObject({ state: 'done', connected: true });
    expect(idsOf(ended)).toEqual(steps.map((step) => step.id));
  });

  test('a run that waits for a role goes on with the steps that it began with', async () => {
    const token = await tokenOf('waits for a role');
    const waiting = await runOf('waits for a role', token);
    await installation.watch(token, waiting.id, { until: asksSomebody });

    const resumed = await installation.call<RunView>(token, 'POST', `/runs/${waiting.id}/resume`);
    const ended = await installation.ended(token, waiting.id);

    expect(resumed.status).toBe(200);
    // Of a secret alone SharePoint's refusal stays: connected, with limits.
    expect(ended).toMatchObject({ state: expect.stringMatching(/^done/), connected: true });
    expect(idsOf(ended)).toEqual(idsOf(waiting));
    expect(ended.steps.find(({ id }) => id === gone)).toMatchObject({ state: 'retired' });
    expect((await installation.call(token, 'GET', `/runs/${waiting.id}/record`)).status).toBe(200);
  });

  test('a run that waits for a person asks that person again, or was done already', async () => {
    const token = await tokenOf('waits for a person');
    const waiting = await runOf('waits for a person', token);
    if (waiting.state === 'done') return;

    const resumed = await installation.call<RunView>(token, 'POST', `/runs/${waiting.id}/resume`);
    expect(resumed.status).toBe(200);
    await installation.watch(token, waiting.id, { lastEventId: resumed.body.version, until: asksSomebody });

    const again = await runOf('waits for a person', token);
    expect(again.steps.find(({ ask }) => ask)?.ask).toMatchObject({ kind: 'task' });
  });

  test('a connected tenant is listed, planned, checked and disconnected', async () => {
    const token = await tokenOf('connected');
    const path = `/tenants/${tenantOf('connected')}`;
    const listed = await installation.call<TenantPage>(token, 'GET', '/tenants');
    const before = await runOf('connected', token);
    const record = await installation.call(token, 'GET', `/runs/${before.id}/record`);
    const plan = await installation.call<PlanView>(token, 'POST', `${path}/plans`, {});
    const ended = async (verb: string) => {
      const { body } = await installation.call<RunView>(token, 'POST', `${path}/runs`, { verb });
      return installation.ended(token, body.id);
    };

    expect(listed.body.tenants).toMatchObject([{ name: 'Fabrikam', state: 'connected' }]);
    expect(record.status).toBe(200);
    expect(plan.status).toBe(200);
    expect((await installation.watch(token, before.id, { lastEventId: 0 })).length).toBeGreaterThan(10);
    expect(await ended('verify')).toMatchObject({ state: expect.stringMatching(/^done/) });
    const { body: disconnect } = await installation.disconnect(token, tenantOf('connected'));
    expect(await installation.ended(token, disconnect.id)).toMatchObject({ state: 'done' });
    const { applications } = installation.tenant('Fabrikam');
    expect(Object.values(applications).filter(({ displayName }) => displayName === 'vPlus Backup')).toEqual([]);
  });

  test('nothing of it broke off', () => {
    expect(installation.lines.filter((line) => line.includes('A run broke off'))).toEqual([]);
  });
});

test('a disconnect that an earlier build began, without a plan, is taken up again and goes to its end', async () => {
  const name = landings().at(-1) ?? '';
  const installation = await startInstallation({ landing: withDisconnect(readLanding(name)), hurried: true });
  try {
    const token = await installation.tokenOf('Fabrikam', 'fatima');
    const resumed = await installation.call<RunView>(token, 'POST', `/runs/${begunThen}/resume`);
    const ended = await installation.ended(token, begunThen);

    expect(resumed.status).toBe(200);
    expect(ended).toMatchObject({ verb: 'disconnect', state: 'done' });
    expect(idsOf(ended)).toEqual(undoneThen);
    const { applications } = installation.tenant('Fabrikam');
    expect(Object.values(applications).filter(({ displayName }) => displayName === 'vPlus Backup')).toEqual([]);
  } finally {
    await installation.close();
  }
});

const asksSomebody = ({ data }: Message) => ('runState' in data ? data.runState : data.state) === 'needs-you';

const idsOf = ({ steps }: RunView) => steps.map(({ id }) => id);

const contoso = '2b6f1c2d-8e53-4d9f-8a21-1c7e3f509b12';

/** The same, and the run that waits for a role began with one more step. */
function withStep(landing: Landing): Landing {
  const waiting = rowsIn(landing, 'runs').find(({ tenant_id }) => tenant_id === contoso);
  const record = { id: gone, state: 'pending', startedAt: null, finishedAt: null, facts: [], rows: [] };
  return withRows(landing, {
    steps: [{ run_id: waiting?.id, id: gone, position: 99, title: 'Polish the door handle', record }],
  });
}

const begunThen = '3d1f6a52-0c1e-4f0b-9d55-6a1b8c9e7f01';
/** As builds had them that knew no plan of a disconnect. */
const undoneThen = [
  'set-legacy-auth',
  'register-organization',
  'add-certificate',
  'add-secret',
  'grant-permissions',
  'create-service-principal',
  'register-application',
];

/** The same, and a disconnect of the connected tenant stopped before it took anything away. */
function withDisconnect(landing: Landing): Landing {
  const tenants = rowsIn(landing, 'tenants');
  const fabrikam = tenants.find((row) => row.name === 'Fabrikam');
  const connect = rowsIn(landing, 'runs').find(({ tenant_id }) => tenant_id === fabrikam?.id);
  const begun = { id: begunThen, verb: 'disconnect', state: 'failed', plan_hash: null, connected: false };
  const blank = { state: 'pending', startedAt: null, finishedAt: null, facts: [], rows: [] };
  return withRows(landing, {
    runs: [{ ...connect, ...begun, job_id: crypto.randomUUID(), started_at: connect?.finished_at }],
    steps: undoneThen.map((id, position) => ({ run_id: begunThen, id, position, title: id, record: { id, ...blank } })),
  });
}

type Row = Record<string, unknown>;

const rowsIn = ({ lines }: Landing, table: string): Row[] =>
  lines.flatMap((line) => ('table' in line && line.table === table ? line.rows : []));

function withRows({ lines, ...landing }: Landing, added: Record<string, Row[]>): Landing {
  // Whoever changes a dump on purpose writes its checksum anew.
  const checksum = createHash('sha256');
  const left = { ...added };
  const count = Object.values(added).flat().length;
  const more = (line: DumpLine): DumpLine => {
    if ('end' in line)
      return { ...line, rows: line.rows + count, ...(line.sha256 ? { sha256: checksum.digest('hex') } : {}) };
    const rows = 'table' in line ? (left[line.table] ?? []) : [];
    const changed = 'table' in line && rows.length > 0 ? { ...line, rows: [...line.rows, ...rows] } : line;
    if ('table' in line) delete left[line.table];
    checksum.update(`${JSON.stringify(changed)}\n`);
    return changed;
  };
  return { ...landing, lines: lines.map(more) };
}
