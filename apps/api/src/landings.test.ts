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
    expect(await ended('disconnect')).toMatchObject({ state: 'done' });
    const { applications } = installation.tenant('Fabrikam');
    expect(Object.values(applications).filter(({ displayName }) => displayName === 'vPlus Backup')).toEqual([]);
  });

  test('nothing of it broke off', () => {
    expect(installation.lines.filter((line) => line.includes('A run broke off'))).toEqual([]);
  });
});

const asksSomebody = ({ data }: Message) => ('runState' in data ? data.runState : data.state) === 'needs-you';

const idsOf = ({ steps }: RunView) => steps.map(({ id }) => id);

const contoso = '2b6f1c2d-8e53-4d9f-8a21-1c7e3f509b12';

/** The same, and the run that waits for a role began with one more step. */
function withStep({ lines, ...landing }: Landing): Landing {
  const waiting = lines
    .flatMap((line) => ('table' in line && line.table === 'runs' ? line.rows : []))
    .find(({ tenant_id }) => tenant_id === contoso);
  const record = { id: gone, state: 'pending', startedAt: null, finishedAt: null, facts: [], rows: [] };
  const row = { run_id: waiting?.id, id: gone, position: 99, title: 'Polish the door handle', record };
  // Whoever changes a dump on purpose writes its checksum anew.
  const checksum = createHash('sha256');
  const more = (line: DumpLine): DumpLine => {
    if ('end' in line)
      return { ...line, rows: line.rows + 1, ...(line.sha256 ? { sha256: checksum.digest('hex') } : {}) };
    const changed = 'table' in line && line.table === 'steps' ? { ...line, rows: [...line.rows, row] } : line;
    checksum.update(`${JSON.stringify(changed)}\n`);
    return changed;
  };
  return { ...landing, lines: lines.map(more) };
}
