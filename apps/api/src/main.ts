import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemTransport, type Transport } from '@vplus/clients';
import { rendered } from '@vplus/messages';
import { faultOf, faultOfRoom, openStore, readVaultKey } from '@vplus/store';
import type { Logger } from 'pino';
import manifest from '../package.json' with { type: 'json' };
import { alertSender } from './alert-sender.ts';
import { createApp } from './app.ts';
import { createAuthority } from './authority.ts';
import { createIdentify } from './caller.ts';
import { startCheckLoop } from './checks/check-loop.ts';
import { ConfigurationError } from './configuration-error.ts';
import type { Settings } from './env.ts';
import { createHttpServer, type Patience } from './http-server.ts';
import { createLog } from './log.ts';
import { createOnBehalfOf } from './on-behalf-of.ts';
import { createOutside, userTypeOf } from './outside.ts';
import type { Parts } from './parts.ts';
import { openRefusals } from './refusals.ts';
import { checkedSettings, faultOfListening } from './start-checks.ts';
import { work } from './worker.ts';

const drainMs = 10_000;
/** At most two of them to the same channel. */
const alertsAtATime = 4;

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
  const settings = await checkedSettings(environment);
  const log = options.log ?? createLog(settings.logLevel);
  if (settings.openFiles.length > 0)
    log.warn({ files: settings.openFiles }, 'Every user of this machine may read these files with secrets: chmod 600');
  if (settings.ignoredProxy) log.warn(rendered(settings.ignoredProxy));
  const transport = options.transport ?? systemTransport();
  await roomFor(settings, log);
  const store = await openStore({
    database: settings.database,
    vaultKey: readVaultKey({ file: settings.vaultKey.file, env: settings.vaultKey.value }),
    log: (level, text, fields) => log[level](fields, text),
    clock: transport.clock,
    keepDays: settings.keepDays,
    auditDays: settings.auditDays,
  });
  const outside = createOutside(settings, transport);
  const stopping = new AbortController();
  const parts: Parts = {
    settings,
    store,
    outside,
    log,
    authority: createAuthority(settings),
    onRefused: openRefusals({ store, log, now: outside.clock.now }),
    identify: createIdentify({ ...settings, fetch: outside.fetch, now: outside.clock.now, log }),
    onBehalfOf: createOnBehalfOf({
      identity: outside.identity,
      graphScope: outside.scopes.graph,
      guestsAllowed: settings.guestsAllowed,
      userTypeOf: (token, signal) => userTypeOf(outside, token, signal),
    }),
    version: manifest.version,
    stopping: stopping.signal,
    heartbeatMs: options.heartbeatMs ?? 15_000,
  };

  const worker =
    settings.role === 'api' ? null : await store.work((job) => work(parts, job), { concurrency: settings.concurrency });
  const checks = settings.role === 'api' ? null : startCheckLoop(parts);
  const alertWorker =
    settings.role === 'api' ? null : await store.alerts.deliver(alertSender(parts), { concurrency: alertsAtATime });
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
      await Promise.all([server && close(server), worker?.stop(drainMs), alertWorker?.stop(drainMs), checks?.stop()]);
      await store.close();
      log.info('stopped');
    },
  };
}

const lookForRoomMs = 2000;

/** A full disk ends nothing: whoever starts on one waits as whoever runs does, and says so once. */
async function roomFor({ database }: Settings, log: Logger): Promise<void> {
  if (database.kind !== 'pglite') return;
  for (let said = false; ; said = true) {
    const full = faultOfRoom(dirname(database.folder));
    if (!full) return said ? log.info('There is room again: the start goes on') : undefined;
    if (!said) log.error({ folder: database.folder }, rendered(full));
    await wait(lookForRoomMs);
  }
}

async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<Server> {
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    throw new ConfigurationError([faultOfListening(error, { host, port })]);
  });
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

/** What Node or a library warns of, in many lines on standard error, as one line of the log. */
function logWarnings(log: Logger): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message, code }: Error & { code?: string }) =>
    log.warn({ name, code, warning: message }, 'Node or a library warns'),
  );
}

/** A whole process: says in one sentence why it does not start, and ends cleanly when the machine asks; a second signal ends it at once. */
export async function asProcess(begin: () => Promise<Running>): Promise<Running> {
  logWarnings(createLog('warn'));
  const running = await begin().catch((error: unknown) => {
    process.stderr.write(`${rendered(faultOf(error))}\n`);
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
