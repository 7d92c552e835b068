import { createPrivateKey, type JsonWebKey, randomUUID, sign } from 'node:crypto';
import {
  type AppToken,
  certificateProfile,
  createExchange,
  createGraph,
  createIdentity,
  createSharePoint,
  createVplus,
  documentedProfile,
  type Graph,
  type Guarded,
  type Transport,
} from '@vplus/clients';
import type { Answer, Choices, Intent, StepRecord } from '@vplus/contracts';
import { type Emulator, type RequestRecord, startEmulator, type Tenant } from '@vplus/emulator';
import { type Rendered, render, rendered } from '@vplus/messages';
import type { Journal } from '@vplus/reconciler';
import { checkScopes, neededScopes } from '../assistant/scopes.ts';
import { usualChoices } from '../plan/choices.ts';
import type { Connection, Memory, Readers, Services, Vault } from '../ports.ts';
import type { confirmPlanId } from '../run/confirm-plan/step.ts';
import type { UndoVerbOptions } from '../run/verbs.ts';
import { type StepId, stepsFor } from '../steps/steps.ts';

/** One tenant of the practice cloud, one connection to its vPlus server, and the real clients between them. */
export interface Practice {
  emulator: Emulator;
  tenant: Tenant;
  connection: Connection;
  services: Services;
  memory: Memory;
  /** Of the assistant itself in this tenant, with nobody signed in. */
  ownToken(asks?: Services): Promise<AppToken>;
  /** Clients that look with such a token, as the daily check has them. */
  unattended(token: string, asks?: Services): Readers;
  /** A token of Microsoft Graph for the administrator, as their own tools would get. */
  token(): string;
  /** Clients of their own, as another process would have; `signal` ends whatever they are waiting for. */
  afresh(changes?: Partial<Transport> & Guarded & { signal?: AbortSignal; person?: string }): Services;
  /** Graph on behalf of somebody else of the tenant, by the local part of their sign-in name. */
  graphOf(person: string): Graph;
  /** A run of its own: fresh journal, fresh vault; `again` goes on with one that was interrupted. */
  newRun(again?: PracticeRun): PracticeRun;
  /** What has been asked for since the mark that `mark` set. */
  mark(): void;
  requests(): RequestRecord[];
  writes(): string[];
  close(): Promise<void>;
}

export interface PracticeRun extends UndoVerbOptions {
  /** As a person reads it. */
  record(id: StepId | typeof confirmPlanId): Rendered<StepRecord> | undefined;
  records(): StepRecord[];
  vault: Vault;
  texts: string[];
  /** Every problem that a record ever carried, in order. */
  shown: unknown[];
}

export interface PracticeOptions {
  /** As the story of the practice cloud calls it: `Contoso`. */
  tenant?: string;
  /** Local part of the sign-in name of the administrator. */
  person?: string;
  /** true: replication as in the story; false: everything shows at once. */
  lag?: boolean;
  choices?: Partial<Choices>;
  /** Whether the assistant was approved in the tenant before; it is, too, where it is chosen what it may do by itself. */
  approved?: boolean;
  /** Delegated scopes beside those that the assistant asks for. */
  moreScopes?: string[];
  /** Whether the vPlus server has fields for a certificate. */
  takesCertificate?: boolean;
  /** Real time, where latency is what is looked at; else every wait is over at once. */
  clock?: Transport['clock'];
}

export async function startPractice(options: PracticeOptions = {}): Promise<Practice> {
  const clock = options.clock ?? quickClock();
  const emulator = await startEmulator({ port: 0, clock });
  const { cloud, origins, description } = emulator;
  const tenant = Object.values(cloud.world.tenants).find(
    ({ displayName }) => displayName === (options.tenant ?? 'Contoso'),
  );
  if (!tenant) throw new Error(`No tenant ${options.tenant}`);
  if (!options.lag) for (const kind of kindsOf(tenant)) tenant.weather.replication[kind] = 0;

  const assistant = description.clients.find(({ redirectUris }) =>
    redirectUris.some((uri) => uri.endsWith('/consent-return')),
  );
  const assistantSecret = assistant?.secret;
  if (!assistant || !assistantSecret) throw new Error('The practice cloud does not know the assistant');
  const connection: Connection = {
    id: randomUUID(),
    installationId: randomUUID(),
    tenantId: tenant.id,
    tenantName: tenant.displayName,
    primaryDomain: tenant.domains[0] ?? '',
    choices: { ...usualChoices(365), ...options.choices },
    vplusServer: { id: 'practice', name: 'Practice vPlus' },
  };
  const memory: Memory = {};
  const scopes = [...neededScopes, ...checkScopes, ...(options.moreScopes ?? [])];
  const token = (person = options.person) => delegatedToken(emulator, tenant, person, assistant.clientId, scopes);
  const afresh: Practice['afresh'] = ({ signal, beforeWrite, person, ...changes } = {}) => {
    const transport: Transport = { fetch: globalThis.fetch, clock, timeoutMs: 10_000, ...changes };
    const until = { ...transport, ...(signal ? { signal } : {}), ...(beforeWrite ? { beforeWrite } : {}) };
    const heldBack = new Map<string, number>();
    const identity = createIdentity({
      ...transport,
      authority: { origin: 'https://login.practice.example', endpointOrigin: origins.identity },
      clientId: assistant.clientId,
      credential: { secret: assistantSecret },
    });
    const graphWith = (token: string): Graph =>
      createGraph({ ...until, heldBack, origin: origins.graph, token: async () => token });
    return {
      graph: graphWith(token(person)),
      grantedScopes: scopes,
      vplus: createVplus({
        ...until,
        origin: origins.vplus,
        trust: { sha256Fingerprint: description.vplusFingerprint },
        ...description.vplusLogin,
        profile: options.takesCertificate ? certificateProfile : documentedProfile,
      }),
      vault: newVault(),
      recall: async () => structuredClone(memory),
      remember: async (patch) => void Object.assign(memory, structuredClone(patch)),
      appOnly: (input) => identity.appOnly({ ...input, tenantId: tenant.id, ...(signal ? { signal } : {}) }),
      graphAs: graphWith,
      sharePointAt: (origin) => createSharePoint({ ...until, origin }),
      exchange: createExchange({ ...until, origin: origins.exchange }),
      endpoints: { graphScope: `${origins.graph}/.default`, exchangeScope: `${origins.exchange}/.default` },
      assistantClientId: assistant.clientId,
      clock: transport.clock,
      newId: randomUUID,
    };
  };
  const services = afresh();
  if (options.approved || options.choices?.standingAccess)
    await installAssistant(origins.graph, token(), assistant.clientId);

  const intents = new Map<string, Intent>();
  let marked = 0;
  const requests = () => cloud.log.slice(marked);
  return {
    emulator,
    tenant,
    connection,
    services,
    memory,
    token,
    ownToken: (asks = services) =>
      asks.appOnly({
        clientId: assistant.clientId,
        credential: { secret: assistantSecret },
        scope: asks.endpoints.graphScope,
      }),
    unattended: (own, asks = services) => ({
      ...asks,
      graph: asks.graphAs(own),
      grantedScopes: null,
      vault: newVault(),
    }),
    afresh,
    graphOf: (person) => afresh({ person }).graph,
    newRun: (again) => newRun({ ...services, graph: afresh().graph }, connection, intents, again),
    mark: () => {
      marked = cloud.log.length;
    },
    requests,
    writes: () =>
      requests().flatMap(({ write, service, method, path }) =>
        write && service !== 'identity' ? [`${method} ${path}`] : [],
      ),
    close: () => emulator.close(),
  };
}

function newRun(
  services: Services,
  connection: Connection,
  intents: Map<string, Intent>,
  again?: PracticeRun,
): PracticeRun {
  const vault = again?.vault ?? newVault();
  const records = new Map(again?.records().map((record) => [record.id, structuredClone(record)]));
  const texts: string[] = [];
  const shown: unknown[] = [];
  const journal: Journal = {
    load: async () => structuredClone([...records.values()]),
    record: async (record, text) => {
      records.set(record.id, structuredClone(record));
      if (record.intent && !intents.has(record.id)) intents.set(record.id, structuredClone(record.intent));
      texts.push(`${record.id}: ${render(text)}`);
      if (record.problem) shown.push(structuredClone(record.problem));
    },
  };
  return {
    steps: stepsFor(connection.choices),
    services: { ...services, vault },
    connection,
    intents,
    journal,
    clock: services.clock,
    signal: new AbortController().signal,
    random: () => 0.5,
    vault,
    texts,
    shown,
    record: (id) => rendered(records.get(id)),
    records: () => [...records.values()],
  };
}

/** The enterprise application of the assistant, as an approval leaves it. */
async function installAssistant(origin: string, token: string, appId: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ appId });
  const response = await fetch(`${origin}/v1.0/servicePrincipals`, { method: 'POST', headers, body });
  if (response.status !== 201) throw new Error(`The assistant was not installed: ${await response.text()}`);
}

/** What a person tells about the task of a step, as the API records it. */
export function answer({ memory, services: { clock } }: Practice, stepId: string, told: Answer): void {
  const at = new Date(clock.now()).toISOString();
  memory.answers = { ...memory.answers, [stepId]: { answer: told, by: 'Adele Vance', at } };
}

function newVault(): Vault {
  const values = new Map<string, string>();
  return {
    seal: async (purpose, value) => void values.set(purpose, value),
    open: async (purpose) => values.get(purpose) ?? null,
    wipe: async (purpose) => void values.delete(purpose),
  };
}

const kindsOf = (tenant: Tenant) =>
  Object.keys(tenant.weather.replication) as (keyof Tenant['weather']['replication'])[];

/** Waiting is over at once, and the time that was waited has passed: for the practice cloud as well. */
function quickClock() {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    async sleep(ms: number, signal?: AbortSignal) {
      signal?.throwIfAborted();
      ahead += ms;
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    },
  };
}

/** What the on-behalf-of exchange of the API brings: a token of Microsoft Graph for an administrator, signed by the practice cloud. */
function delegatedToken(
  { cloud }: Emulator,
  tenant: Tenant,
  login: string | undefined,
  appid: string,
  scopes: string[],
): string {
  const person = Object.values(tenant.users).find(({ userPrincipalName, _roles }) =>
    login ? userPrincipalName.startsWith(`${login}@`) : _roles.includes(globalAdministrator),
  );
  const [jwk] = cloud.world.signingKeys;
  if (!person || !jwk) throw new Error('Nobody to sign in');
  const now = Math.floor(cloud.clock.now() / 1000);
  const claims = {
    aud: 'https://graph.microsoft.com',
    iss: `https://sts.windows.net/${tenant.id}/`,
    tid: tenant.id,
    oid: person.id,
    appid,
    appidacr: '1',
    idtyp: 'user',
    scp: scopes.join(' '),
    wids: person._roles,
    xms_cc: ['cp1'],
    nbf: now - 60,
    iat: now - 60,
    exp: now + 7 * 24 * 3600,
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ typ: 'JWT', alg: 'RS256', kid: jwk.kid })}.${part(claims)}`;
  const key = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
}

const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
