import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemTransport, type Transport } from '@vplus/clients';
import { openStore, readVaultKey } from '@vplus/store';
import type { Logger } from 'pino';
import manifest from '../package.json' with { type: 'json' };
import { createApp } from './app.ts';
import { createAuthority } from './authority.ts';
import { createIdentify } from './caller.ts';
import { readSettings } from './env.ts';
import { createHttpServer, type Patience } from './http-server.ts';
import { createLog } from './log.ts';
import { createOnBehalfOf } from './on-behalf-of.ts';
import { createOutside } from './outside.ts';
import type { Parts } from './parts.ts';
import { work } from './worker.ts';

const drainMs = 10_000;

export interface Running {
  /** Where it listens on this machine; null for a worker alone. */
  address: string | null;
  /** Ends streams and requests, hands running jobs back, closes the database; at most ten seconds. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** For tests: where requests to the outside go, and what time it is. */
  transport?: Transport;
  log?: Logger;
  heartbeatMs?: number;
  patience?: Patience;
}

/** Starts what ROLE says: the API, a worker, or both in one process. */
export async function start(environment: NodeJS.ProcessEnv, options: StartOptions = {}): Promise<Running> {
  const settings = readSettings(environment);
  const log = options.log ?? createLog(settings.logLevel);
  const transport = options.transport ?? systemTransport();
  const store = await openStore({
    database: settings.database,
    vaultKey: readVaultKey({ file: settings.vaultKey.file, env: settings.vaultKey.value }),
    log: (level, text, fields) => log[level](fields, text),
    clock: transport.clock,
  });
  const outside = createOutside(settings, transport);
  const stopping = new AbortController();
  const parts: Parts = {
    settings,
    store,
    outside,
    log,
    authority: createAuthority(settings),
    identify: createIdentify({ ...settings, fetch: outside.fetch, now: outside.clock.now }),
    onBehalfOf: createOnBehalfOf(outside.identity, outside.scopes.graph),
    version: manifest.version,
    stopping: stopping.signal,
    heartbeatMs: options.heartbeatMs ?? 15_000,
  };

  const worker =
    settings.role === 'api' ? null : await store.work((job) => work(parts, job), { concurrency: settings.concurrency });
  const server =
    settings.role === 'worker'
      ? null
      : await listen(createHttpServer(createApp(parts), log, options.patience), settings);
  const address = server && addressOf(server, settings.host);
  // A free port is known only now; whoever is sent a link must reach it.
  if (address && settings.publicUrl.port === '0') settings.publicUrl.port = new URL(address).port;
  log.info({ address, role: settings.role, publicUrl: settings.publicUrl.origin }, 'started');

  return {
    address,
    stop: async () => {
      stopping.abort();
      await Promise.all([server && close(server), worker?.stop(drainMs)]);
      await store.close();
      log.info('stopped');
    },
  };
}

async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<Server> {
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  const last = setTimeout(() => server.closeAllConnections(), drainMs - 1000);
  server.close();
  server.closeIdleConnections();
  await once(server, 'close');
  clearTimeout(last);
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`;
}

/** A whole process: says in one sentence why it does not start, and ends cleanly when the machine asks; a second signal ends it at once. */
export async function asProcess(begin: () => Promise<Running>): Promise<Running> {
  const running = await begin().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  });
  const stop = () => {
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  return running;
}

if (import.meta.main) await asProcess(() => start(process.env));
