import { makeControl } from '#cloud/control/control.ts';
import { bare } from '#cloud/core/bare.ts';
import { systemClock } from '#cloud/core/clock.ts';
import type { Call, Cloud, Origins } from '#cloud/core/service.ts';
import { emptyInbox } from '#cloud/inbox/inbox.ts';
import { makeDaemonCertificate } from '#cloud/seed/daemon-certificate.ts';
import { seedWorld } from '#cloud/seed/tenants.ts';

const origins: Origins = {
  identity: '',
  graph: '',
  sharepoint: '',
  exchange: '',
  vplus: '',
  control: '',
  management: '',
};

const daemon = makeDaemonCertificate(systemClock.now());

/** The practice cloud without its ports: the control API itself, asked by function call in the place of `fetch`. */
export async function practiceCloud() {
  const certificate = { pem: '', keyPem: '', fingerprint: 'AB:CD' };
  const makeWorld = (one: Awaited<typeof daemon>) => {
    const seeded = seedWorld(systemClock.now(), one);
    return bare({ ...seeded, signingKeys: [], vplus: { ...seeded.vplus, certificate } });
  };
  const own = await daemon;
  const seed = () => makeWorld(own);
  const cloud: Cloud = {
    world: seed(),
    clock: systemClock,
    origins,
    secureOrigins: origins,
    log: [],
    inbox: emptyInbox(),
    schemaFaults: null,
    newId: () => crypto.randomUUID(),
    dispatch: () => Promise.reject(new Error('No service but the control API is asked here')),
  };
  const control = makeControl({
    reset() {
      cloud.world = seed();
    },
  });
  const fetch = async (path: string, { method = 'GET', body = '' }: { method?: string; body?: string } = {}) => {
    const call: Call = {
      service: 'control',
      method,
      url: new URL(path, 'http://localhost'),
      headers: {},
      body: Buffer.from(body),
    };
    const answer = await control.handle(call, cloud);
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    return new Response(answer.status === 204 ? null : text, { status: answer.status });
  };
  return { cloud, fetch };
}
