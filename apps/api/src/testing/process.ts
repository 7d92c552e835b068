import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of the product, as a machine runs it. */
export interface Launched {
  /** Where it listens, once it has started; null for a worker. */
  started: Promise<string | null>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  said(): string;
  kill(signal: NodeJS.Signals): void;
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

export function launch(environment: Record<string, string>): Launched {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const started = Promise.withResolvers<string | null>();
  let text = '';
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
  return { started: started.promise, ended, said: () => text, kill: (signal) => void child.kill(signal) };
}
