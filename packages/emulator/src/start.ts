import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeControl } from './control/control.ts';
import { bare } from './core/bare.ts';
import { type KeyPair, makeAuthority, makeSelfSigned, makeSigningKey } from './core/certificates.ts';
import { type Clock, systemClock } from './core/clock.ts';
import { type Listener, listen } from './core/listen.ts';
import { makeDispatch } from './core/pipeline.ts';
import type { Call, Cloud, Origins, Service, ServiceName } from './core/service.ts';
import { openStateFile, snapshot } from './core/snapshot.ts';
import type { World } from './core/world.ts';
import { type Description, describe } from './describe.ts';
import { exchange } from './exchange/exchange.ts';
import { graph } from './graph/graph.ts';
import { identity } from './identity/identity.ts';
import { emptyInbox } from './inbox/inbox.ts';
import { openMailServer } from './inbox/mail-server.ts';
import { openReceiver } from './inbox/receiver.ts';
import { management } from './management/management.ts';
import { firstPort, mailOffset, order, receiverOffset, secureOffset } from './ports.ts';
import { type DaemonCertificate, makeDaemonCertificate } from './seed/daemon-certificate.ts';
import { practiceClients } from './seed/practice-clients.ts';
import { seedWorld } from './seed/tenants.ts';
import { sharepoint } from './sharepoint/sharepoint.ts';
import { vplus } from './vplus/vplus.ts';

export interface EmulatorOptions {
  /** First port of the block; 0 takes free ones. Default: EMULATOR_PORT or 4310. */
  port?: number;
  host?: string;
  clock?: Clock;
  /** Where the world is kept between starts; without it, it lives in memory. */
  stateFile?: string;
  /** Where the authority's certificate is written; without it, a private folder that goes with the emulator. */
  caFolder?: string;
  /** How many plain tenants there are beside those with a story; a world that was kept stays as it is. */
  crowd?: number;
}

export interface Emulator {
  cloud: Cloud;
  origins: Origins;
  secureOrigins: Origins;
  caFile: string;
  description: Description;
  /** Back to the seed; keys and certificates stay, so that clients need not learn them again. */
  reset(): void;
  close(): Promise<void>;
}

/** Starts the whole practice cloud: seven services, each over plain HTTP (vPlus: its own TLS) and over the practice authority's HTTPS. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const clock = options.clock ?? systemClock;
  const now = clock.now();
  const state = options.stateFile ? openStateFile(options.stateFile, () => snapshot(cloud)) : null;
  const kept = state?.load() ?? null;
  const daemon = (kept && daemonOf(kept)) ?? (await makeDaemonCertificate(now));
  const keys = kept ?? { signingKeys: [await makeSigningKey(now)], vplus: { certificate: await makeSelfSigned(now) } };

  const cloud: Cloud = {
    world: kept ?? seed(now, daemon, keys, options.crowd),
    clock,
    origins: emptyOrigins(),
    secureOrigins: emptyOrigins(),
    log: [],
    inbox: emptyInbox(),
    schemaFaults: null,
    newId: () => crypto.randomUUID(),
    dispatch: () => Promise.reject(new Error('The practice cloud is still starting.')),
  };
  const reset = (): void => {
    cloud.world = seed(clock.now(), daemon, cloud.world, options.crowd);
    cloud.log.length = 0;
    const { receiver, mailPort } = cloud.inbox;
    cloud.inbox = { ...emptyInbox(), receiver, mailPort };
    afterChange();
  };
  const services: Record<ServiceName, Service> = {
    identity,
    graph,
    sharepoint,
    exchange,
    vplus,
    control: makeControl({ reset }),
    management,
  };
  cloud.dispatch = makeDispatch(services)(cloud);

  const authority = await makeAuthority(now);
  const strange = await makeSelfSigned(now);
  const listeners: Pick<Listener, 'close'>[] = [];
  const open = async (service: ServiceName, port: number, tls: KeyPair | null): Promise<Listener> => {
    const host = options.host ?? '127.0.0.1';
    const listener = await listen({ service, host, port, tls, cloud, after });
    listeners.push(listener);
    return listener;
  };
  const base = options.port ?? firstPort(process.env);
  const leaf = await authority.issue();
  let vplusListener: Listener | null = null;
  let shown: KeyPair = cloud.world.vplus.certificate;

  /** A strange certificate shows from the next connection on. */
  function afterChange(): void {
    const { weather, vplus } = cloud.world;
    const wanted = weather.vplus.strangeCertificate ? strange : vplus.certificate;
    if (wanted.pem !== shown.pem) vplusListener?.useCertificate(wanted);
    shown = wanted;
    state?.changed();
  }

  function after(call: Call): void {
    if (call.method !== 'GET' || call.service === 'identity') afterChange();
  }

  for (const [index, service] of order.entries()) {
    const plain = await open(service, base && base + index, service === 'vplus' ? shown : null);
    const secure = await open(service, base && base + secureOffset + index, leaf);
    cloud.origins[service] = plain.origin;
    cloud.secureOrigins[service] = secure.origin;
    if (service === 'vplus') vplusListener = plain;
  }
  const host = options.host ?? '127.0.0.1';
  const mail = await openMailServer(cloud, { host, port: base && base + mailOffset, tls: leaf });
  const receiver = await openReceiver(cloud, { host, port: base && base + receiverOffset });
  listeners.push(mail, receiver);
  Object.assign(cloud.inbox, { receiver: receiver.origin, mailPort: mail.port });
  afterChange();

  const ca = writeCa(authority.pem, options.caFolder);
  return {
    cloud,
    origins: cloud.origins,
    secureOrigins: cloud.secureOrigins,
    caFile: ca.file,
    description: describe(cloud, ca.file),
    reset,
    async close() {
      await Promise.all(listeners.map((listener) => listener.close()));
      state?.flush();
      ca.remove();
    },
  };
}

/** A fresh world with the keys and certificates of the present one. */
function seed(
  now: number,
  daemon: DaemonCertificate,
  { signingKeys, vplus }: Pick<World, 'signingKeys'> & { vplus: Pick<World['vplus'], 'certificate'> },
  crowd: number | undefined,
): World {
  const world = seedWorld(now, daemon, crowd);
  return bare({ ...world, signingKeys, vplus: { ...world.vplus, certificate: vplus.certificate } });
}

function daemonOf(world: World): DaemonCertificate | null {
  const { certificatePem, privateKeyPem } = practiceClients(world).find((client) => client.kind === 'daemon') ?? {};
  return certificatePem && privateKeyPem ? { certificatePem, privateKeyPem } : null;
}

function emptyOrigins(): Origins {
  return { identity: '', graph: '', sharepoint: '', exchange: '', vplus: '', control: '', management: '' };
}

function writeCa(pem: string, folder: string | undefined): { file: string; remove(): void } {
  if (folder) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const place = folder ?? mkdtempSync(join(tmpdir(), 'practice-cloud-'));
  const file = join(place, 'practice-ca.pem');
  writeFileSync(file, pem);
  return {
    file,
    remove: () => {
      if (!folder) rmSync(place, { recursive: true, force: true });
    },
  };
}
