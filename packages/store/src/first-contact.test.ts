import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { meet } from './first-contact.ts';
import { openStore } from './open-store.ts';
import { type Cluster, postgresPrograms, startCluster, temporaryFolder } from './test-cluster.ts';
import { testKey } from './test-databases.ts';
import { makeConnection, newRun } from './test-runs.ts';

const programs = postgresPrograms();
const pooler = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find(existsSync);
const server = programs ? 'PostgreSQL' : 'PostgreSQL (skipped: not installed)';
const pgbouncer = pooler && programs ? 'PgBouncer' : 'PgBouncer (skipped: not installed)';
let cluster: Cluster;
const ends: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  if (programs) cluster = await startCluster(programs, ['fsync=off']);
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});
afterAll(async () => {
  await cluster?.stop('at once');
  cluster?.remove();
});

test.skipIf(!programs)(`${server}: rights that are missing are named with the statement that grants them`, async () => {
  await asOwner('create role weak login; create database "not ours"; revoke create on schema public from public');
  const address = as('weak', 'not ours');
  await asOwner('revoke create on schema public from public', 'not ours');

  const refusal = await refusalOf(address);
  const statements = refusal.match(/(GRANT [^;]+;)/g) ?? [];

  expect(statements).toEqual([
    'GRANT CREATE ON DATABASE "not ours" TO "weak";',
    'GRANT USAGE, CREATE ON SCHEMA public TO "weak";',
  ]);
  for (const statement of statements) await asOwner(statement, 'not ours');
  await opensAt(address);
});

test.skipIf(!programs)(`${server}: the right to connect, and tables of somebody else, are named too`, async () => {
  await asOwner('create role stranger login; create database closed');
  await asOwner('revoke connect on database closed from public; create table installation (id int)', 'closed');
  const address = as('stranger', 'closed');
  expect(await refusalOf(address)).toContain('GRANT CONNECT ON DATABASE');

  await asOwner('grant connect on database closed to stranger');

  expect(await refusalOf(address)).toContain('REASSIGN OWNED BY "vplus" TO "stranger";');
});

test.skipIf(!programs)(
  `${server}: what only reads, or holds too few letters, is refused before anything is made`,
  async () => {
    await asOwner('create database reads; alter database reads set default_transaction_read_only = on');
    await asOwner(`create database latin encoding 'LATIN1' template template0 lc_collate 'C' lc_ctype 'C'`);

    expect(await refusalOf(as('vplus', 'reads'))).toContain(
      'ALTER ROLE "vplus" SET default_transaction_read_only = off;',
    );
    expect(await refusalOf(as('vplus', 'latin'))).toContain(`is in LATIN1, which cannot hold every name`);
    expect(await refusalOf(as('vplus', 'nowhere'))).toMatch(
      /^DATABASE_URL: database "nowhere" does not exist: make that/,
    );
  },
);

test.skipIf(!programs)(`${server}: a standby is refused, and its primary is asked for`, async () => {
  const standby = await startCluster(programs ?? '');
  ends.push(async () => {
    await standby.stop('at once');
    standby.remove();
  });
  await standby.stop('gently');
  writeFileSync(join(standby.folder, 'standby.signal'), '');
  // It never says that it takes all connections.
  standby.start().catch(() => undefined);

  let refusal = '';
  while (!/standby/.test(refusal)) {
    await wait(100);
    refusal = await refusalOf(standby.urlOf('postgres'));
  }

  expect(refusal).toBe('DATABASE_URL: leads to a standby, which only reads: name the primary');
});

test.skipIf(!programs)(
  `${server}: dates, backslashes and the path of schemas are set for our sessions, whatever the database says`,
  async () => {
    await asOwner('create database odd; create schema elsewhere');
    await asOwner('create schema elsewhere', 'odd');
    for (const setting of ["datestyle = 'German'", 'standard_conforming_strings = off', 'search_path = elsewhere'])
      await asOwner(`alter database odd set ${setting}`);

    const store = await openStore({ database: { kind: 'postgres', url: as('vplus', 'odd') }, vaultKey: testKey });
    ends.push(store.close);
    const { id } = await makeConnection(store, { name: 'Łódź 東京' });
    const { id: runId } = await store.startRun(newRun(id));

    expect((await store.runView(runId))?.startedAt).toMatch(/^20\d\d-/);
  },
);

test.skipIf(!pooler || !programs).each([
  ['transaction', 0],
  ['transaction', 1],
  ['statement', 0],
])(`${pgbouncer}: a pooler in %s mode (round robin: %d) is noticed at the start`, async (mode, roundRobin = 0) => {
  const address = await poolerIn(mode, roundRobin);

  expect(await refusalOf(address)).toMatch(
    /pooler in transaction mode|Transaction pooling|transaction blocks not allowed/i,
  );
});

test.skipIf(!pooler || !programs)(`${pgbouncer}: in session mode all works`, async () => {
  await opensAt(await poolerIn('session', 0));
});

const as = (user: string, database: string) =>
  cluster.urlOf(encodeURIComponent(database)).replace('vplus@', `${user}@`);

async function asOwner(statements: string, database = 'postgres'): Promise<void> {
  const client = new pg.Client({ connectionString: as('vplus', database) });
  await client.connect();
  for (const statement of statements.split('; ')) await client.query(statement);
  await client.end();
}

async function opensAt(url: string): Promise<void> {
  const store = await openStore({ database: { kind: 'postgres', url }, vaultKey: testKey });
  await store.close();
}

const refusalOf = (address: string): Promise<string> =>
  meet(address).then(
    () => 'taken',
    (error: Error) => error.message,
  );

async function poolerIn(mode: string, roundRobin: number): Promise<string> {
  const folder = temporaryFolder();
  const socket = new URL(cluster.urlOf('x')).searchParams.get('host');
  writeFileSync(join(folder.path, 'users'), '"vplus" ""\n');
  writeFileSync(
    join(folder.path, 'ini'),
    `[databases]\n* = host=${socket} user=vplus
[pgbouncer]\npool_mode = ${mode}\nserver_round_robin = ${roundRobin}\nlisten_addr =\nunix_socket_dir = ${folder.path}
auth_type = any\nauth_file = ${folder.path}/users\nlogfile = ${folder.path}/log\n`,
  );
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const user = process.getuid?.() === 0 ? { uid: id('-u'), gid: id('-g') } : null;
  if (user) for (const name of ['', 'users', 'ini']) chownSync(join(folder.path, name), user.uid, user.gid);
  const child = spawn(pooler ?? '', [join(folder.path, 'ini')], { ...user, stdio: 'ignore' });
  ends.push(() => {
    child.kill('SIGKILL');
    folder.remove();
  });
  while (!existsSync(join(folder.path, '.s.PGSQL.6432'))) await wait(50);
  return `postgres://vplus@localhost:6432/postgres?host=${encodeURIComponent(folder.path)}`;
}
