import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

/** A process that is started again a second after it died, as systemd or a container platform would do it. */
export interface Kept {
  name: string;
  pid(): number;
  /** Its last words, each time that it ended although nobody killed it. */
  crashes(): string[];
  /** `kill -9`: answers when the process is gone. */
  kill(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

const pauseMs = 1000;

/** `said` is given what the process writes to its log, piece by piece. */
export function keep(
  name: string,
  entry: string,
  environment: Record<string, string>,
  said: (text: string) => void,
): Kept {
  let stopping = false;
  let killed = false;
  const crashes: string[] = [];
  let words = '';
  let child = begin();
  process.once('exit', () => child.kill('SIGKILL'));

  function begin(): ChildProcess {
    const started = spawn(process.execPath, [entry], {
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    started.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-2000);
      said(text);
    });
    started.once('exit', async () => {
      if (!killed && !stopping) crashes.push(`${name} ended: ${words.slice(-600)}`);
      words = '';
      killed = false;
      await wait(pauseMs, undefined, { ref: false });
      if (!stopping) child = begin();
    });
    return started;
  }

  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    name,
    pid: () => child.pid ?? 0,
    crashes: () => crashes,
    kill: () => {
      killed = true;
      return end('SIGKILL');
    },
    stop: async () => {
      stopping = true;
      await end('SIGTERM');
    },
  };
}

/** Starts a program that prints one line of JSON when it is up, and ends when its standard input does. */
export async function startAndRead<T>(
  entry: string,
  args: string[],
  environment: Record<string, string>,
): Promise<{ line: T; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const [line] = await once(createInterface(child.stdout), 'line');
  return {
    line: JSON.parse(line) as T,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
