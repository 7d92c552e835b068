import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of the product, as a machine runs it. */
export interface Launched {
  /** Where it listens, once it has started; null for a worker. */
  started: Promise<string | null>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  said(): string;
  /** On standard output, which the log does not use. */
  printed(): string;
  pid: number | undefined;
  kill(signal: NodeJS.Signals): void;
}

interface LaunchOptions {
  entry?: 'main.ts' | 'practice.ts';
  /** A command that sets the stage and then runs what follows it, in its own place. */
  within?: string[];
}

export function launch(
  environment: Record<string, string>,
  { entry = 'main.ts', within = [] }: LaunchOptions = {},
): Launched {
  const file = fileURLToPath(new URL(`../${entry}`, import.meta.url));
  const [program = process.execPath, ...args] = [...within, process.execPath, file];
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const started = Promise.withResolvers<string | null>();
  let text = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (piece) => {
    output += piece;
  });
  child.stderr.setEncoding('utf8').on('data', (piece) => {
    text += piece;
    const line = text.split('\n').find((one) => one.includes('"msg":"started"'));
    if (line) started.resolve((JSON.parse(line) as { address: string | null }).address);
  });
  started.promise.catch(() => undefined);
  const ended = once(child, 'close').then(([code, signal]) => {
    started.reject(new Error(`It ended before it had started: ${text}`));
    return { code, signal };
  });
  return {
    started: started.promise,
    ended,
    said: () => text,
    printed: () => output,
    pid: child.pid,
    kill: (signal) => void child.kill(signal),
  };
}
