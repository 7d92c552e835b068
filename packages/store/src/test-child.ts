import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openStore, type StoreOptions } from './open-store.ts';
import { testKey } from './test-databases.ts';

export interface Child {
  /** The next line that it says. */
  next(): Promise<string>;
  kill(): Promise<void>;
}

/** How a child differs from us: another environment, or a program that starts it somewhere else. */
interface Surroundings {
  env?: Record<string, string>;
  within?: string[];
}

/** A worker in a process of its own, to be killed. It says `ready`, then the id of each run that it takes and keeps. */
export function startChild(database: StoreOptions['database'], { env, within = [] }: Surroundings = {}): Child {
  const file = fileURLToPath(import.meta.url);
  const [program = '', ...args] = [...within, process.execPath, file, JSON.stringify(database)];
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

if (import.meta.main) {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  try {
    const store = await openStore({ database: JSON.parse(process.argv[2] ?? ''), vaultKey: testKey });
    const keep = async (runId: string) => {
      say(runId);
      await new Promise(() => undefined);
    };
    await store.work((job) => keep(job.runId), { concurrency: 2 });
    say('ready');
  } catch (error) {
    say(String(error));
  }
}
