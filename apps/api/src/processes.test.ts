import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanView, RunView } from '@vplus/contracts';
import { type Emulator, startEmulator } from '@vplus/emulator';
import { type Cluster, postgresPrograms, startCluster } from '@vplus/store/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { practiceEnvironment } from './practice.ts';
import { type Launched, launch } from './testing/process.ts';
import { approve, signIn } from './testing/sign-in.ts';

const programs = postgresPrograms();
const server = programs ? 'PostgreSQL' : 'PostgreSQL (skipped: not installed)';
const longMs = 120_000;
let emulator: Emulator;
let cluster: Cluster;
/** Each database is an installation of its own, and vPlus has room for one organization of a tenant. */
const people = { embedded: { tenantId: '', token: '' }, apart: { tenantId: '', token: '' } };
const folders: string[] = [];
const launched: Launched[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ port: 0, crowd: 2 });
  people.embedded = await signedIn('Crowd 1');
  people.apart = await signedIn('Crowd 2');
  emulator.cloud.world.weather.vplus.synchronizationMs = 500;
  if (programs) cluster = await startCluster(programs);
}, longMs);
afterEach(async () => {
  for (const { kill } of launched) kill('SIGKILL');
  await Promise.all(launched.splice(0).map(({ ended }) => ended));
  for (const service of ['graph', 'vplus'] as const) emulator.cloud.world.weather.latencyMs[service] = 0;
});
afterAll(async () => {
  await emulator.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await cluster?.stop('at once');
  cluster?.remove();
});

test(
  'a second process on one folder says why in one sentence and ends with 1; the first goes on',
  async () => {
    const environment = environmentIn(freshFolder());
    const first = begin(environment);
    const address = await first.started;

    const second = begin(environment);

    expect(await second.ended).toMatchObject({ code: 1 });
    expect(second.said().trim()).toMatch(
      /^The database folder \S+ is in use by another process of this assistant\. [^\n]+$/,
    );
    expect((await fetch(`${address}/api/ready`)).status).toBe(200);
  },
  longMs,
);

test(
  'asked to end, a process lets go of its run and its streams within ten seconds; the next one finishes the run',
  async () => {
    const environment = environmentIn(freshFolder());
    const first = begin(environment);
    const address = await first.started;
    emulator.cloud.world.weather.latencyMs.graph = 1000;
    const before = site(address, people.embedded);
    const run = await before.connect();
    const stream = before.stream(run.id);

    const askedAt = performance.now();
    first.kill('SIGTERM');
    const told = await stream;

    expect(await first.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - askedAt).toBeLessThan(10_000);
    expect(told).toContain('event: view');
    emulator.cloud.world.weather.latencyMs.graph = 0;
    const after = site(await begin(environment).started, people.embedded);
    expect(await after.ended(run.id)).toMatchObject({ connected: true });
  },
  longMs,
);

test.skipIf(!programs)(
  `${server}: API and workers apart carry a run from the plan to the proof`,
  async () => {
    const { api, worker } = apart(freshFolder());
    const installation = site(await api.started, people.apart);
    await worker.started;

    const run = await installation.connect();
    const told = await installation.stream(run.id, 0);

    expect(told.match(/"runState":"done[^"]*"/)).not.toBeNull();
    expect(await installation.ended(run.id)).toMatchObject({ connected: true });
    expect(worker.said()).not.toContain('"path"');
  },
  longMs,
);

test.skipIf(!programs)(
  `${server}: a cancel at the API reaches a worker in the middle of a wait`,
  async () => {
    const { api, worker } = apart(freshFolder());
    const installation = site(await api.started, people.apart);
    await worker.started;
    const start = await installation.planned();
    emulator.cloud.world.weather.latencyMs.vplus = 20_000;
    const run = await start();

    const cancelled = await installation.call<RunView>('POST', `/runs/${run.id}/cancel`);

    expect(cancelled.status).toBe(200);
    expect(await installation.ended(run.id)).toMatchObject({ state: 'cancelled' });
  },
  longMs,
);

test.skipIf(!programs)(
  `${server}: each role ends within ten seconds, and another worker goes on with the run`,
  async () => {
    const folder = freshFolder();
    const { api, worker } = apart(folder);
    const installation = site(await api.started, people.apart);
    await worker.started;
    emulator.cloud.world.weather.latencyMs.graph = 1000;
    const run = await installation.connect();

    const askedAt = performance.now();
    worker.kill('SIGTERM');
    expect(await worker.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - askedAt).toBeLessThan(10_000);
    emulator.cloud.world.weather.latencyMs.graph = 0;
    const other = begin(onPostgres(folder, 'worker'));
    await other.started;
    expect(await installation.ended(run.id)).toMatchObject({ state: expect.stringMatching(/^done/) });

    api.kill('SIGTERM');
    expect(await api.ended).toEqual({ code: 0, signal: null });
  },
  longMs,
);

test.skipIf(!programs)(
  `${server}: without its database a process says so, stays, and is ready when that is back`,
  async () => {
    const { api, worker } = apart(freshFolder());
    const installation = site(await api.started, people.apart);
    await worker.started;

    await cluster.stop('at once');
    const ready = await installation.call('GET', '/ready');
    const tenants = await installation.call('GET', `/tenants/${installation.tenantId}`);
    const health = await installation.call('GET', '/health');
    await cluster.start();

    expect(ready).toMatchObject({ status: 503, body: { code: 'storage-unavailable' } });
    expect(tenants).toMatchObject({ status: 503, body: { code: 'storage-unavailable' } });
    expect(health.status).toBe(200);
    expect((await installation.call('GET', '/ready')).status).toBe(200);
    const run = await installation.connect();
    expect(await installation.ended(run.id)).toMatchObject({ state: expect.stringMatching(/^done/) });
  },
  longMs,
);

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'processes-'));
  folders.push(folder);
  return folder;
}

const environmentIn = (dataDir: string): Record<string, string> => ({
  ...practiceEnvironment(emulator.description, { dataDir, port: 0 }),
  RATE_LIMIT_COSTLY: '1000',
});

const vaultKey = Buffer.alloc(32, 5).toString('base64');

const onPostgres = (dataDir: string, role: 'api' | 'worker'): Record<string, string> => ({
  ...environmentIn(dataDir),
  DATABASE_URL: cluster.urlOf('postgres'),
  VAULT_KEY: vaultKey,
  ROLE: role,
});

function begin(environment: Record<string, string>): Launched {
  const one = launch(environment);
  launched.push(one);
  return one;
}

/** Two processes, with one key for their vault, on one database. */
const apart = (dataDir: string): { api: Launched; worker: Launched } => ({
  api: begin(onPostgres(dataDir, 'api')),
  worker: begin(onPostgres(dataDir, 'worker')),
});

async function signedIn(tenantName: string) {
  const tenant = Object.values(emulator.cloud.world.tenants).find(({ displayName }) => displayName === tenantName);
  const person = Object.values(tenant?.users ?? {}).find((one) => one.userPrincipalName.startsWith('ada'));
  if (!tenant || !person) throw new Error(`No administrator of ${tenantName}`);
  const clientId = environmentIn(freshFolder()).ASSISTANT_CLIENT_ID ?? '';
  const { identity, graph } = emulator.description;
  const visitor = { identity, tenant: tenant.id, clientId, person: { tenantId: tenant.id, id: person.id } };
  await approve(visitor, `${graph}/.default`);
  return { tenantId: tenant.id, token: await signIn(visitor) };
}

/** An installation as an administrator sees it. */
function site(address: string | null, { tenantId, token }: (typeof people)['apart']) {
  const headers = { authorization: `Bearer ${token}` };
  const call = async <T = Record<string, unknown>>(method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${address}/api${path}`, {
      method,
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: (await answer.json()) as T };
  };
  /** What the run's stream says to its end; with `from`, its events from there on instead of the view. */
  const stream = async (runId: string, from?: number) => {
    const last = from === undefined ? {} : { 'last-event-id': String(from) };
    const answer = await fetch(`${address}/api/runs/${runId}/events`, { headers: { ...headers, ...last } });
    return await answer.text();
  };
  /** A plan, and how to approve it. */
  const planned = async () => {
    const { body: plan } = await call<PlanView>('POST', `/tenants/${tenantId}/plans`, {});
    return async (): Promise<RunView> => {
      const body = { verb: 'connect', planHash: plan.hash };
      const run = await call<RunView>('POST', `/tenants/${tenantId}/runs`, body);
      expect(run.status, JSON.stringify([plan, run.body])).toBe(200);
      return run.body;
    };
  };
  return {
    tenantId,
    call,
    stream,
    planned,
    connect: async () => (await planned())(),
    ended: async (runId: string): Promise<RunView> => {
      await stream(runId);
      const { body } = await call<RunView>('GET', `/runs/${runId}`);
      if (body.state === 'failed') console.info(JSON.stringify(body.steps.filter(({ problem }) => problem)));
      return body;
    },
  };
}
