import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemTransport } from '@vplus/clients';
import type { DisconnectChoices, DisconnectPlanView, RunEvent, RunView } from '@vplus/contracts';
import { type Emulator, startEmulator, type Tenant } from '@vplus/emulator';
import { restore } from '@vplus/store';
import type { Patience } from '../http-server.ts';
import { createLog } from '../log.ts';
import { type Running, start } from '../main.ts';
import { practiceEnvironment } from '../practice.ts';
import { overlay } from './difference.ts';
import { type Landing, landingVaultKey } from './landings.ts';
import { emptyFolder, newFolder } from './new-folder.ts';
import { approve, signIn } from './sign-in.ts';

export interface Reply<T> {
  status: number;
  headers: Headers;
  body: T;
}

export type Message = { event: 'view'; id: number; data: RunView } | { event: 'step'; id: number; data: RunEvent };

/** The whole product on free ports: practice cloud, database folder, API and worker; only the browser is missing. */
export interface Installation {
  emulator: Emulator;
  /** The log, line by line. */
  lines: string[];
  folder: string;
  /** Where the API listens; another one after a restart. */
  address(): string;
  tenant(name: string): Tenant;
  /** An access token of the person with this sign-in name, e.g. `adele` of Contoso. */
  tokenOf(tenantName: string, login: string): Promise<string>;
  /** All that the assistant declares, or one permission of Graph alone. */
  approve(tenantName: string, login: string, scope?: string): Promise<void>;
  call<T = Record<string, unknown>>(
    token: string | null,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Reply<T>>;
  /** The messages of a run's stream until one is what was waited for, or to the end. */
  watch(token: string, runId: string, options?: WatchOptions): Promise<Message[]>;
  /** What a run's stream says, word for word, until `enough`. */
  raw(token: string, runId: string, enough: (text: string) => boolean): Promise<string>;
  /** Looks at the plan and approves it; `between` happens while the person reads. */
  connect(token: string, tenantId: string, between?: () => void): Promise<RunView>;
  /** Looks at the plan of a disconnect and approves it; the answer to the plan where there is none. */
  disconnect(
    token: string,
    tenantId: string,
    options?: { choices?: DisconnectChoices; between?(plan: DisconnectPlanView): void },
  ): Promise<Reply<RunView>>;
  /** The run when it has ended. */
  ended(token: string, runId: string): Promise<RunView>;
  /** Lets time pass for the API and its worker. */
  later(ms: number): void;
  /** Stops the API and starts it again on the same folder; `between` happens while it is down. */
  restart(between?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

interface WatchOptions {
  lastEventId?: number;
  until?(message: Message): boolean;
}

export interface InstallationOptions {
  environment?: Record<string, string>;
  heartbeatMs?: number;
  patience?: Patience;
  /** People (sign-in names at Contoso) who are named as guests that may act. */
  guestsAllowed?: string[];
  /** Long waits, of ten seconds and more, are over in a moment; what time it is does not change. */
  hurried?: boolean;
  /** What an earlier build left behind: its database, its tenants, and two hours after it was stopped. */
  landing?: Landing;
}

export async function startInstallation(options: InstallationOptions = {}): Promise<Installation> {
  const { landing } = options;
  let ahead = landing ? landing.at + 2 * 3_600_000 - Date.now() : 0;
  const emulator = await startEmulator({ port: 0, ...(landing ? { clock: movedBy(ahead) } : {}) });
  if (landing) overlay(emulator.cloud.world as unknown as Record<string, unknown>, landing.world);
  for (const tenant of Object.values(emulator.cloud.world.tenants)) {
    const { replication } = tenant.weather;
    for (const kind of Object.keys(replication) as (keyof typeof replication)[]) replication[kind] = 0;
  }
  emulator.cloud.world.weather.vplus.synchronizationMs = 500;
  const folder = landing ? emptyFolder() : await newFolder();
  const lines: string[] = [];
  const { description } = emulator;
  const environment: Record<string, string> = {
    ...practiceEnvironment(description, { dataDir: folder, port: 0 }),
    RATE_LIMIT_COSTLY: '1000',
    GUESTS_ALLOWED: (options.guestsAllowed ?? []).map((login) => guestId(emulator, login)).join(' '),
    ...options.environment,
  };
  if (landing) {
    environment.VAULT_KEY = landingVaultKey;
    await restore({ kind: 'pglite', folder: join(folder, 'database') }, each(landing.lines));
  }
  const { clock, ...transport } = systemTransport();
  const begin = (): Promise<Running> =>
    start(environment, {
      transport: {
        ...transport,
        clock: {
          now: () => clock.now() + ahead,
          sleep: (ms, signal) => clock.sleep(options.hurried && ms >= 10_000 ? 50 : ms, signal),
        },
      },
      log: createLog('info', { write: (line) => void lines.push(line) }),
      ...(options.heartbeatMs ? { heartbeatMs: options.heartbeatMs } : {}),
      ...(options.patience ? { patience: options.patience } : {}),
    });
  let running = await begin();

  const tenant = (name: string) => {
    const found = Object.values(emulator.cloud.world.tenants).find(({ displayName }) => displayName === name);
    if (!found) throw new Error(`No tenant ${name}`);
    return found;
  };
  const visitor = (tenantName: string, login: string) => {
    const { id: tenantId, users } = tenant(tenantName);
    const person = Object.values(users).find(({ userPrincipalName }) => userPrincipalName.startsWith(login));
    if (!person) throw new Error(`No ${login} at ${tenantName}`);
    const clientId = environment.ASSISTANT_CLIENT_ID ?? '';
    return { identity: description.identity, tenant: tenantId, clientId, person: { tenantId, id: person.id } };
  };

  const request = (token: string | null, method: string, path: string, body?: unknown, headers = {}) =>
    fetch(`${running.address}/api${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  const listen = async (token: string, runId: string, enough: (text: string) => boolean, headers = {}) => {
    const answer = await request(token, 'GET', `/runs/${runId}/events`, undefined, headers);
    if (!answer.body || answer.status !== 200) throw new Error(`No stream: ${answer.status}`);
    let text = '';
    for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
      text += piece;
      if (enough(text)) break;
    }
    return text;
  };

  const installation: Installation = {
    emulator,
    lines,
    folder,
    address: () => running.address ?? '',
    tenant,
    tokenOf: (tenantName, login) => signIn(visitor(tenantName, login)),
    approve: async (tenantName, login, scope = '.default') => {
      await approve(visitor(tenantName, login), `${description.graph}/${scope}`);
    },
    call: async (token, method, path, body) => {
      const answer = await request(token, method, path, body);
      const json = /json(;|$)/.test(answer.headers.get('content-type') ?? '');
      if (!json) await answer.body?.cancel();
      return { status: answer.status, headers: answer.headers, body: (json ? await answer.json() : null) as never };
    },
    watch: async (token, runId, { lastEventId, until } = {}) => {
      const headers = lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) };
      const enough = (text: string) => until !== undefined && messagesIn(text).some(until);
      return messagesIn(await listen(token, runId, enough, headers));
    },
    raw: (token, runId, enough) => listen(token, runId, enough),
    connect: async (token, tenantId, between) => {
      const plan = await installation.call<{ hash: string }>(token, 'POST', `/tenants/${tenantId}/plans`, {});
      if (plan.status !== 200) throw new Error(`No plan: ${JSON.stringify(plan.body)}`);
      between?.();
      const run = await installation.call<RunView>(token, 'POST', `/tenants/${tenantId}/runs`, {
        verb: 'connect',
        planHash: plan.body.hash,
      });
      if (run.status !== 200) throw new Error(`No run: ${JSON.stringify(run.body)}`);
      return run.body;
    },
    disconnect: async (token, tenantId, { choices = {}, between } = {}) => {
      const path = `/tenants/${tenantId}/disconnect-plans`;
      const plan = await installation.call<DisconnectPlanView>(token, 'POST', path, choices);
      if (plan.status !== 200) return plan as never;
      between?.(plan.body);
      const body = { verb: 'disconnect', planHash: plan.body.hash };
      return installation.call<RunView>(token, 'POST', `/tenants/${tenantId}/runs`, body);
    },
    ended: async (token, runId) => {
      await installation.watch(token, runId);
      return (await installation.call<RunView>(token, 'GET', `/runs/${runId}`)).body;
    },
    later: (ms) => {
      ahead += ms;
    },
    restart: async (between) => {
      await running.stop();
      await between?.();
      running = await begin();
    },
    close: async () => {
      await running.stop();
      await emulator.close();
      rmSync(folder, { recursive: true });
    },
  };
  return installation;
}

const movedBy = (ms: number) => ({
  now: () => Date.now() + ms,
  sleep: (pauseMs: number) => new Promise<void>((resolve) => setTimeout(resolve, pauseMs)),
});

async function* each<T>(items: T[]): AsyncIterable<T> {
  yield* items;
}

function guestId({ cloud }: Emulator, login: string): string {
  const home = Object.values(cloud.world.tenants).find(({ displayName }) => displayName === 'Contoso');
  const guest = Object.values(home?.users ?? {}).find(({ userPrincipalName }) => userPrincipalName.startsWith(login));
  if (!home || !guest) throw new Error(`No guest ${login}`);
  return `${home.id}/${guest.id}`;
}

/** The whole messages of a stream's text; comments and a message that is still on its way are left out. */
function messagesIn(text: string): Message[] {
  const whole = text.split('\n\n').slice(0, -1);
  return whole.flatMap((lines) => {
    const fields = Object.fromEntries(lines.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
    return fields.data ? [{ event: fields.event, id: Number(fields.id), data: JSON.parse(fields.data) }] : [];
  });
}
