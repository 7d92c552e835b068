import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { HostAnswer, HostCommand } from '@vplus/api/testing/host-commands';

export const startCloud = (host: Host): Promise<string> => host.ask({ start: 'cloud' });

export const startProduct = (
  host: Host,
  { line, folder, port = '0' }: { line: string; folder: string; port?: string },
): Promise<string> =>
  host.ask({
    start: 'product',
    environment: { PRACTICE_CLOUD: line, DATA_DIR: folder, PORT: port, LOG_LEVEL: 'warn' },
  });

/** A process that starts and stops what it is told to, and can be killed with what runs in it. */
export interface Host {
  ask(command: HostCommand): Promise<string>;
  /** `kill -9`; the next command starts another process. */
  kill(): Promise<void>;
}

/** Ends the process when what uses it has ended. */
export async function withHost(use: (host: Host) => Promise<void>): Promise<void> {
  let child = startHost();
  const kill = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const host: Host = {
    async ask(command) {
      const settled = new AbortController();
      const answered = once(child, 'message', settled) as Promise<[HostAnswer]>;
      const ended = once(child, 'exit', settled).then(([code, signal]) => {
        throw new Error(`The host ended (${code ?? signal}) while it was told ${JSON.stringify(command)}`);
      });
      child.send(command);
      try {
        const [answer] = await Promise.race([answered, ended]);
        if ('failed' in answer) throw new Error(answer.failed);
        return answer.line;
      } finally {
        settled.abort();
      }
    },
    async kill() {
      await kill();
      child = startHost();
    },
  };
  try {
    await use(host);
  } finally {
    await kill();
  }
}

const startHost = (): ChildProcess =>
  fork(fileURLToPath(import.meta.resolve('@vplus/api/testing/host')), {
    cwd: fileURLToPath(new URL('../../../', import.meta.url)),
  });
