import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openStore, type StoreOptions } from './open-store.ts';
import type { Store } from './store.ts';
import { testKey } from './test-databases.ts';
import { makeConnection, person } from './test-runs.ts';

export interface Child {
  /** The next line that it says. */
  next(): Promise<string>;
  kill(): Promise<void>;
}

/** How a child differs from us: another environment, or a program that starts it somewhere else. */
interface Surroundings {
  env?: Record<string, string>;
  within?: string[];
  does?: keyof typeof doings;
}

/** A process of its own, to be killed; by default a worker. It says when it is ready, or what it did. */
export function startChild(
  database: StoreOptions['database'],
  { env, within = [], does = 'works' }: Surroundings = {},
): Child {
  const file = fileURLToPath(import.meta.url);
  const [program = '', ...args] = [...within, process.execPath, file, JSON.stringify(database), does];
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    next: async () => (await lines.next()).value ?? 'ended',
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

const say = (line: string) => writeSync(1, `${line}\n`);

const doings = {
  /** Says `ready`, then the id of each run that it takes and keeps. */
  works: async (store: Store) => {
    const keep = async (runId: string) => {
      say(runId);
      await new Promise(() => undefined);
    };
    await store.work((job) => keep(job.runId), { concurrency: 2 });
    say('ready');
  },
  /** Notes three entries, says of which tenant, and does nothing more: no timer of it ever fires. */
  notes: async (store: Store) => {
    say(await noted(store, 3));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
  /** Notes a hundred entries, ten at a time, while it chains what is there; says of which tenant. */
  'notes many': async (store: Store) => {
    const chaining = setInterval(() => void store.audit.page({}, { size: 1 }), 5);
    const tenantId = await noted(store, 100);
    clearInterval(chaining);
    say(tenantId);
  },
};

async function noted(store: Store, count: number): Promise<string> {
  const { tenantId } = await makeConnection(store);
  const each = Array.from({ length: 10 }, (_, nth) => nth);
  await Promise.all(
    each.map(async (nth) => {
      for (let n = nth; n < count; n += each.length)
        await store.note({ tenantId, kind: 'deed', by: person('Ada'), what: `Deed ${n}` });
    }),
  );
  return tenantId;
}

if (import.meta.main) {
  try {
    const store = await openStore({ database: JSON.parse(process.argv[2] ?? ''), vaultKey: testKey });
    await doings[process.argv[3] as keyof typeof doings](store);
  } catch (error) {
    say(String(error));
  }
}
