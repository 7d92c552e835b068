import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDone } from '@vplus/contracts';
import type { Description, World } from '@vplus/emulator';
import { postgresPrograms, startCluster } from '@vplus/store/testing';
import { controlOf, everywhere } from '../deaths/control.ts';
import { gather } from '../deaths/crowd.ts';
import { deployAlone } from '../deaths/deployment.ts';
import { startAndRead } from '../deaths/processes.ts';
import { type CheckCosts, costOfChecks } from './checks.ts';
import { cpuMsOf, serverOf } from './consumed.ts';

const emulator = fileURLToPath(new URL('main.ts', import.meta.resolve('@vplus/emulator')));
const counter = fileURLToPath(new URL('count-fsyncs.ts', import.meta.url));
const tenants = 50;
const lookEveryMs = 1000;
/** The server and its sessions tell what they did up to a second later. */
const settlingMs = 2000;

/** Per connect, from *Approve* to the kept record. */
export interface Costs {
  cpuMs: number;
  fsyncs?: number;
  statements?: number;
  transactions?: number;
  walKb?: number;
  postgresCpuMs?: number;
}

type Consumed = Partial<
  Record<'cpuMs' | 'fsyncs' | 'statements' | 'transactions' | 'walBytes' | 'postgresCpuMs', number>
>;

/**
 * What one connect costs where fifty tenants connect at once, in one process of the product and in fair weather; on
 * PostgreSQL also what their daily checks cost, with latency on every remote call.
 */
export async function costsOn(
  database: 'pglite' | 'postgres',
  checkLatencyMs: number,
): Promise<{ connect: Costs; checks: CheckCosts | null } | null> {
  const programs = postgresPrograms();
  if (database === 'postgres' && !programs) return null;
  const dataDir = mkdtempSync(join(tmpdir(), 'costs-'));
  const cloud = await startAndRead<Description>(
    emulator,
    ['--exit-with-parent', '--crowd', String(tenants), '--ca-folder', join(dataDir, 'ca')],
    { EMULATOR_PORT: '0' },
  );
  const cluster =
    database === 'postgres' && programs
      ? await startCluster(programs, ['shared_preload_libraries=pg_stat_statements'])
      : null;
  const server = cluster && programs ? serverOf(programs, cluster.urlOf('postgres'), cluster.folder) : null;
  let said = '';
  const listen = (text: string) => {
    said += text;
  };
  const deployment = await deployAlone(
    { cloud: cloud.line, dataDir, said: listen },
    cluster ? { DATABASE_URL: cluster.urlOf('postgres') } : { NODE_OPTIONS: `--import ${counter}`, LOG_LEVEL: 'warn' },
  );
  const [product] = deployment.processes;
  const consumed = async (): Promise<Consumed> => {
    const cpuMs = cpuMsOf(product?.pid() ?? 0);
    if (server) {
      const { cpuMs: postgresCpuMs, ...served } = server.served();
      return { cpuMs, postgresCpuMs, ...served };
    }
    said = '';
    process.kill(product?.pid() ?? 0, 'SIGUSR2');
    while (!/fsyncs \d+\n/.test(said)) await wait(10);
    return { cpuMs, fsyncs: Number(/fsyncs (\d+)\n/.exec(said)?.[1]) };
  };
  try {
    const crowd = await gather(cloud.line, deployment.origins, tenants);
    await wait(settlingMs);
    server?.forget();
    const before = await consumed();
    await crowd.connectAll();
    // Whoever asks the product how far it is makes it work: first the practice cloud is asked, which is not measured.
    while ((await synchronized(cloud.line)) < tenants) await wait(lookEveryMs);
    while ((await crowd.progress()) < 1) await wait(lookEveryMs);
    await wait(settlingMs);
    const after = await consumed();
    const unfinished = (await crowd.allEnded()).filter(({ connected, state }) => !connected || !isDone(state));
    if (unfinished.length > 0) throw new Error(`${unfinished.length} tenants were not connected.`);
    const connect = perConnect(before, after);
    if (!server) return { connect, checks: null };
    await controlOf(cloud.line.control)('PATCH', '/weather', { latencyMs: everywhere(checkLatencyMs) });
    const connectCpuMs = connect.cpuMs + (connect.postgresCpuMs ?? 0);
    return { connect, checks: await costOfChecks({ server, pid: product?.pid() ?? 0, tenants, connectCpuMs }) };
  } finally {
    await deployment.stop();
    await cluster?.stop('at once');
    cluster?.remove();
    await cloud.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** How many first synchronizations vPlus has finished. Each look has a connection of its own: none is reused as it closes. */
async function synchronized({ control }: Description): Promise<number> {
  const answer = await fetch(`${control}/snapshot`, { headers: { connection: 'close' } });
  const { world } = (await answer.json()) as { world: World };
  const ends = Object.values(world.vplus.tasks).filter(
    ({ kind, state }) => kind === 'inventory-sync' && state === 'FINISHED',
  );
  return new Set(ends.map(({ organizationGuid }) => organizationGuid)).size;
}

function perConnect(before: Consumed, after: Consumed): Costs {
  const of = (name: keyof Consumed) => ((after[name] ?? 0) - (before[name] ?? 0)) / tenants;
  const cpuMs = Math.round(of('cpuMs'));
  if (after.fsyncs !== undefined) return { cpuMs, fsyncs: Math.round(of('fsyncs') * 10) / 10 };
  return {
    cpuMs,
    postgresCpuMs: Math.round(of('postgresCpuMs')),
    statements: Math.round(of('statements')),
    transactions: Math.round(of('transactions')),
    walKb: Math.round(of('walBytes') / 100) / 10,
  };
}
