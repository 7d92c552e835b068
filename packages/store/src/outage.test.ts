import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import { isStorageFault } from './storage-fault.ts';
import { type Cluster, postgresPrograms, startCluster, temporaryFolder } from './test-cluster.ts';
import { testKey } from './test-databases.ts';
import { holdJobs, makeConnection, newRun, person, step, until } from './test-runs.ts';

const programs = postgresPrograms();
const server = programs ? 'PostgreSQL' : 'PostgreSQL (skipped: not installed)';
const mountable = process.platform === 'linux' && process.getuid?.() === 0 && canMount();
const small = mountable ? 'a small disk' : 'a small disk (skipped: only root may mount one)';
const ends: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

test.skipIf(!mountable)(
  `${small}: a full one refuses everything whole, and all goes on when there is room`,
  async () => {
    const disk = mount(256);
    const store = await openStore({ database: { kind: 'pglite', folder: join(disk, 'db') }, vaultKey: testKey });
    ends.push(store.close);
    const { id, tenantId } = await makeConnection(store);
    const { id: runId, version } = await store.startRun(newRun(id));

    const ballast = join(disk, 'ballast');
    expect(() => writeFileSync(ballast, randomBytes(300 * 1024 * 1024))).toThrow('ENOSPC');
    const refusals = await Promise.allSettled([
      store.ping(),
      store.requestCancel(runId, person('Grace')),
      store.startRun(newRun(id)),
      store.note({ tenantId, kind: 'deed', by: person('Grace'), what: 'x' }),
    ]);
    for (const refusal of refusals) {
      expect(refusal.status === 'rejected' && isStorageFault(refusal.reason)).toBe(true);
    }

    rmSync(ballast);
    expect(await store.runView(runId)).toMatchObject({ state: 'queued', version });
    expect((await store.requestCancel(runId, person('Grace'))).state).toBe('cancelled');
  },
);

test.skipIf(!mountable)(
  `${small}: a folder that cannot be written is refused with a sentence that says so`,
  async () => {
    const disk = mount(256);
    const database = { kind: 'pglite', folder: join(disk, 'db') } as const;
    execFileSync('mount', ['-o', 'remount,ro', disk]);

    const opening = openStore({ database, vaultKey: testKey });

    await expect(opening).rejects.toMatchObject({
      name: 'StorageUnavailable',
      message: expect.stringContaining('cannot be written ('),
    });
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    await (await openStore({ database, vaultKey: testKey })).close();
  },
);

test.skipIf(!programs)(
  `${server}: a server that goes away is said so, and the run goes on when it is back`,
  async () => {
    const cluster = await clusterFor();
    const store = await openStore({
      database: { kind: 'postgres', url: cluster.urlOf('postgres') },
      vaultKey: testKey,
    });
    ends.push(store.close);
    const { id } = await makeConnection(store);
    const jobs = holdJobs();
    await store.work(jobs.handler, { concurrency: 1 });
    const { id: runId } = await store.startRun(newRun(id));
    const job = await jobs.next();
    await store.journal(job).record(step('one', { detail: 'before' }), 'Here');

    await cluster.stop('at once');
    const refusals = await Promise.allSettled([
      store.ping(),
      store.runView(runId),
      store.startRun(newRun(id)),
      store.journal(job).record(step('one', { detail: 'meanwhile' }), 'Lost'),
    ]);
    for (const refusal of refusals) expect(refusal.status === 'rejected' && isStorageFault(refusal.reason)).toBe(true);
    jobs.finish(job);
    await cluster.start();

    const again = await jobs.next();
    expect(again.runId).toBe(runId);
    expect((await store.runView(runId))?.steps[0]?.detail).toBe('before');
    await store.journal(again).record(step('one', { detail: 'gone on' }), 'Here');
    await store.journal(again).setRun({ state: 'done' }, 'Done');
    jobs.finish(again);
    await until(store, runId, ({ state }) => state === 'done');
  },
);

test.skipIf(!programs)(`${server}: a server that goes away in the middle of many writes ends no process`, async () => {
  const cluster = await clusterFor();
  const store = await openStore({
    database: { kind: 'postgres', url: cluster.urlOf('postgres') },
    vaultKey: testKey,
  });
  ends.push(store.close);
  const jobs = holdJobs();
  await store.work(jobs.handler, { concurrency: 10 });
  const journals = [];
  for (let count = 0; count < 10; count += 1) {
    const { id } = await makeConnection(store);
    await store.startRun(newRun(id));
    const journal = store.journal(await jobs.next());
    await journal.record(step('one'), 'Here');
    journals.push(journal);
  }
  const failures = journals.map(async (journal) => {
    try {
      for (;;) await journal.record(step('one'), 'Here');
    } catch (error) {
      // Nothing is written any more, also once the server is back.
      await expect(journal.record(step('one'), 'Again')).rejects.toBe(error);
      return error;
    }
  });

  await journals[0]?.record(step('two'), 'Here');
  await cluster.stop('at once');
  await cluster.start();

  expect((await Promise.all(failures)).filter((failure) => !isStorageFault(failure))).toEqual([]);
  await store.ping();
});

test.skipIf(!programs)(
  `${server}: an outage is one line when it begins and one when it ends, however many loops need the database`,
  async () => {
    const cluster = await clusterFor();
    const lines: { level: string; text: string; fields: Record<string, unknown> }[] = [];
    const store = await openStore({
      database: { kind: 'postgres', url: cluster.urlOf('postgres') },
      vaultKey: testKey,
      log: (level, text, fields) => lines.push({ level, text, fields }),
    });
    ends.push(store.close);
    const jobs = holdJobs();
    await store.work(jobs.handler, { concurrency: 8 });
    const { id } = await makeConnection(store);
    await store.startRun(newRun(id));
    const job = await jobs.next();

    await cluster.stop('at once');
    jobs.finish(job);
    for (let looks = 0; looks < 60; looks += 1) {
      await store.ping().catch(() => undefined);
      await wait(100);
    }
    await cluster.start();
    await expect.poll(() => lines.at(-1)?.text).toBe('The database can be used again');
    jobs.finish(await jobs.next());

    const ofOutage = lines.filter(({ text }) => text !== 'The audit log was verified');
    expect(ofOutage.map(({ level, text }) => `${level}: ${text}`)).toEqual([
      'error: The database cannot be used; all goes on when it can',
      'info: The database can be used again',
    ]);
    expect(ofOutage.map(({ fields }) => fields)).toEqual([
      { why: expect.any(String) },
      { seconds: expect.any(Number) },
    ]);
  },
);

async function clusterFor(): Promise<Cluster> {
  const cluster = await startCluster(programs ?? '');
  ends.push(async () => {
    await cluster.stop('at once');
    cluster.remove();
  });
  return cluster;
}

function mount(megabytes: number): string {
  const folder = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder.path]);
  ends.push(() => {
    execFileSync('umount', ['-l', folder.path]);
    folder.remove();
  });
  return folder.path;
}

/** Root in a container may be forbidden to. */
function canMount(): boolean {
  const folder = temporaryFolder();
  try {
    mkdirSync(folder.path, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder.path], { stdio: 'ignore' });
    execFileSync('umount', [folder.path]);
    return true;
  } catch {
    return false;
  } finally {
    folder.remove();
  }
}
