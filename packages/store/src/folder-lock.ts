import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { FolderInUse } from './errors.ts';

/** What the holder of a folder does when another process of the same user asks it for something. */
export type OnAsked = (word: string, line: Socket) => void;

/**
 * Keeps a second process out of the folder of an embedded database, on one host. The file is taken by one opener only;
 * the socket tells whether that one still lives, since a killed process leaves the file but cannot answer.
 */
export async function lockFolder(folder: string, onAsked: OnAsked): Promise<() => Promise<void>> {
  const file = join(folder, 'lock');
  const socket = socketOf(folder);
  const own = `${process.pid} ${randomUUID()}\n`;

  if (!take(file, own)) {
    const theirs = read(file);
    if (await answers(socket)) throw new FolderInUse(folder);
    removeStale(file, theirs, folder);
    if (!take(file, own)) throw new FolderInUse(folder);
  }
  const server = await listen(socket, onAsked);
  return async () => {
    await new Promise((done) => server.close(done));
    rmSync(file, { force: true });
  };
}

/** Asks the process that holds the folder for something, in one word; its answer is what comes over the line. */
export async function askHolder(folder: string, word: string): Promise<Socket> {
  const line = connect(socketOf(folder));
  await once(line, 'connect');
  line.write(`${word}\n`);
  return line;
}

/** Named after the folder but kept elsewhere: a socket's path may have a hundred characters only. */
function socketOf(folder: string): string {
  const name = `vplus-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 24)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function take(file: string, own: string): boolean {
  try {
    writeFileSync(file, own, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Three tries: whoever has just taken the file needs a moment until its socket listens. */
async function answers(socket: string): Promise<boolean> {
  for (let tries = 0; tries < 3; tries += 1) {
    if (tries > 0) await wait(150);
    const alive = await new Promise<boolean>((done) => {
      const line = connect(socket, () => {
        line.destroy();
        done(true);
      });
      line.on('error', () => done(false));
    });
    if (alive) return true;
  }
  return false;
}

/** Moves the dead file away, and looks at what it moved: another opener may have been faster. */
function removeStale(file: string, theirs: string | null, folder: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (read(aside) !== theirs) {
    renameSync(aside, file);
    throw new FolderInUse(folder);
  }
  rmSync(aside);
}

async function listen(socket: string, onAsked: OnAsked): Promise<Server> {
  if (process.platform !== 'win32') rmSync(socket, { force: true });
  const server = createServer((line) => {
    line.on('error', () => line.destroy());
    // Whoever only wants to know whether we live has gone already.
    line.once('data', (word) => onAsked(word.toString().trim(), line));
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(socket, done);
  });
  if (process.platform !== 'win32') chmodSync(socket, 0o600);
  return server.unref();
}
