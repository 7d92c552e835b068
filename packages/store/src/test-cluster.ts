import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const versions = '/usr/lib/postgresql';

/** Where PostgreSQL's programs are, or null; a machine that runs the whole check must have them. */
export function postgresPrograms(): string | null {
  const newest = existsSync(versions) ? readdirSync(versions).toSorted().at(-1) : undefined;
  if (newest) return join(versions, newest, 'bin');
  if (process.env.CI === 'true') throw new Error(`CI needs PostgreSQL in ${versions}`);
  return null;
}

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'vplus-store-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A PostgreSQL server of our own, to be stopped, killed and started again. */
export interface Cluster {
  /** Where its files are. */
  folder: string;
  urlOf(database: string): string;
  start(): Promise<void>;
  /** `gently` waits for every connection to close, so that one left open shows; `at once` is what a crash leaves. */
  stop(how: 'gently' | 'at once'): Promise<void>;
  remove(): void;
}

/** Made in a temporary folder, reached by a socket in it, run by another user where we are root: PostgreSQL insists. */
export async function startCluster(programs: string, settings: string[] = []): Promise<Cluster> {
  const folder = temporaryFolder();
  const user = process.getuid?.() === 0 ? ownerOf('postgres') : null;
  if (user) chownSync(folder.path, user.uid, user.gid);
  const data = join(folder.path, 'data');
  const options = { ...user, cwd: folder.path };
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'vplus', '-A', 'trust', '--no-sync'], options);
  const given = ['listen_addresses=', 'max_connections=200', ...settings].flatMap((one) => ['-c', one]);
  let stopServer = async (_: NodeJS.Signals): Promise<void> => undefined;

  const start = async () => {
    const server = spawn(join(programs, 'postgres'), ['-D', data, '-k', folder.path, ...given], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise<void>((done) => server.once('exit', () => done()));
    stopServer = async (signal) => {
      server.kill(signal);
      await ended;
    };
    await new Promise<void>((ready, failed) => {
      let said = '';
      server.stderr.on('data', (text) => {
        said += text;
        if (said.includes('ready to accept connections')) ready();
      });
      server.once('exit', () => failed(new Error(said)));
    });
  };
  await start();
  return {
    folder: data,
    urlOf: (name) => `postgres://vplus@localhost/${name}?host=${encodeURIComponent(folder.path)}`,
    start,
    stop: (how) => stopServer(how === 'gently' ? 'SIGTERM' : 'SIGQUIT'),
    remove: folder.remove,
  };
}

function ownerOf(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
