import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What the holder of a folder does when another process asks it for something, in one word. */
export type OnAsked = (word: string, line: Socket) => void;

const name = 'ask';
/** Longest path of a socket that every system takes, in bytes: macOS has 104 with the NUL at the end. */
const mostBytes = 103;
/** A process that has just begun listens once its database is open. */
const askTries = 40;
const askAgainMs = 250;

/** Where one process reaches another for one call; `done` when it is not needed any more. */
interface Place {
  path: string;
  done(): void;
}

/**
 * Listens for other processes that want something of the one that holds the folder. The socket lies in the folder, which
 * nobody but its owner can enter, so that whoever listens there is the holder. To be called with the lock only.
 *
 * @returns how to stop; null where the file system has no sockets: then nobody can ask
 */
export async function answerInFolder(folder: string, onAsked: OnAsked): Promise<(() => Promise<void>) | null> {
  const server = createServer((line) => {
    line.on('error', () => line.destroy());
    line.once('data', (word) => onAsked(word.toString().trim(), line));
  });
  try {
    const place = newPlaceIn(folder);
    await listening(server, place.path);
    if (process.platform !== 'win32') chmodSync(join(folder, name), 0o600);
    return async () => {
      await new Promise((ended) => server.close(ended));
      place.done();
    };
  } catch {
    return null;
  }
}

/**
 * Asks the process that holds the folder for something, in one word; its answer is what comes over the line.
 *
 * @throws the system's error when nobody answers
 */
export async function askHolder(folder: string, word: string): Promise<Socket> {
  for (let tries = 1; ; tries += 1) {
    try {
      const place = placeIn(folder);
      const line = connect(place.path);
      await once(line, 'connect').finally(place.done);
      line.write(`${word}\n`);
      return line;
    } catch (error) {
      if (tries >= askTries) throw error;
      await wait(askAgainMs);
    }
  }
}

/** What a dead holder left is taken away: whoever calls has the lock. */
function newPlaceIn(folder: string): Place {
  rmSync(join(folder, name), { force: true });
  // A pipe of Windows lies in no folder: its name, which nobody can guess, does.
  if (process.platform === 'win32') writeFileSync(join(folder, name), `\\\\.\\pipe\\vplus-${randomUUID()}`);
  return placeIn(folder);
}

function placeIn(folder: string): Place {
  const path = join(folder, name);
  const done = () => undefined;
  if (process.platform === 'win32') return { path: readFileSync(path, 'utf8'), done };
  const shortest = [path, relative(process.cwd(), path)].find((one) => Buffer.byteLength(one) <= mostBytes);
  if (shortest) return { path: shortest, done };
  // Linux reaches a folder by the number of an open file, however long its path is.
  const opened = openSync(folder, 'r');
  return { path: `/proc/self/fd/${opened}/${name}`, done: () => closeSync(opened) };
}

async function listening(server: Server, path: string): Promise<void> {
  server.listen(path);
  await once(server, 'listening');
  server.unref();
}
