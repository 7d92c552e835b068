import type { Choices, PlannedCall, PlanView } from '@vplus/contracts';
import { afterEach, expect, test } from 'vitest';
import { stepsFor } from '../steps/steps.ts';
import { foundIn, planIn } from '../testing/found.ts';
import { type Practice, type PracticeOptions, startPractice } from '../testing/practice.ts';
import { confirmed, runConnect, runDisconnect } from '../verbs.ts';

let practice: Practice;
afterEach(() => practice.close());

interface Sent {
  method: string;
  path: string;
  body: unknown;
}

const connect = async () => runConnect(practice.newRun());
const choose = (choices: Partial<Choices>) => Object.assign(practice.connection.choices, choices);
const disconnect = async (purge = false) => {
  const run = practice.newRun();
  run.services.undoChoice = { purge };
  expect(await runDisconnect(run)).toBe('done');
};

const situations: Record<string, PracticeOptions & { before?(): Promise<unknown> }> = {
  'a new tenant': {},
  'a tenant in which everything is in place': { before: connect },
  'a secret and a certificate': { takesCertificate: true, choices: { credential: { kind: 'both', days: 90 } } },
  'mail alone': { choices: { workloads: ['exchange'], permissionList: 'reduced' } },
  'SharePoint with legacy authentication': {
    choices: { legacyAuth: 'enable' },
    moreScopes: ['SharePointTenantSettings.ReadWrite.All'],
  },
  'a policy that the application is exempted from': {
    tenant: 'Woodgrove Bank',
    choices: { credentialPolicy: 'exempt' },
    moreScopes: ['Policy.ReadWrite.ApplicationConfiguration'],
  },
  'an exemption that is taken back': {
    takesCertificate: true,
    tenant: 'Woodgrove Bank',
    choices: { credentialPolicy: 'exempt' },
    moreScopes: ['Policy.ReadWrite.ApplicationConfiguration'],
    before: async () => {
      await connect();
      choose({ credentialPolicy: 'keep' });
    },
  },
  'an application that drifted': {
    before: async () => {
      await connect();
      const { application, principal } = foundIn(practice);
      Object.assign(application, { requiredResourceAccess: [], tags: [...application.tags.slice(1), 'of-somebody'] });
      application.web.redirectUris.push('https://evil.example/back');
      principal.accountEnabled = false;
      principal.tags = [];
    },
  },
  'permissions of which one is gone and one was added': {
    before: async () => {
      await connect();
      const { principal } = foundIn(practice);
      const own = Object.values(practice.tenant.appRoleAssignments).filter((one) => one.principalId === principal.id);
      const [gone, other] = own;
      if (!gone || !other) throw new Error('Nothing is granted');
      gone.appRoleId = '741f803b-c850-494e-b5df-cde7c675a1ca';
    },
  },
  'an application of somebody else that is adopted': {
    before: async () => {
      await connect();
      const theirs = foundIn(practice).application;
      Object.assign(theirs, { tags: ['theirs'], uniqueName: null, requiredResourceAccess: [] });
      practice.connection.id = crypto.randomUUID();
      choose({ adoptApplication: theirs.id });
    },
  },
  'a deleted application that is restored': {
    choices: { deletedApplication: 'restore' },
    before: async () => {
      await connect();
      await disconnect();
    },
  },
  'a deleted application that is purged': {
    choices: { deletedApplication: 'purge' },
    before: async () => {
      await connect();
      await disconnect();
    },
  },
  'a tenant that was disconnected for good': {
    before: async () => {
      await connect();
      await disconnect(true);
    },
  },
};

test.each(Object.keys(situations))('%s: nothing is sent that the plan does not show', async (name) => {
  const { before, ...options } = situations[name] ?? {};
  practice = await startPractice(options);
  await before?.();
  const plan = await planIn(practice);

  const sent = await sentBy(plan);

  const unplanned = sent.filter((one) => !plan.steps.some(({ calls }) => calls.some((call) => covers(call, one))));
  expect(unplanned).toEqual([]);
  expect(sent.length > 0).toBe(!plan.unchanged);
});

/** What a run of this plan sends to change something, with what stands in it. */
async function sentBy(plan: PlanView): Promise<Sent[]> {
  const bodies: Sent[] = [];
  const run = practice.newRun();
  const services = practice.afresh({
    fetch: async (url, init) => {
      bodies.push(...sentIn(String(url), init));
      return fetch(url, init);
    },
  });
  const listed = new Set(plan.steps.flatMap(({ removes = [] }) => removes.map(({ key }) => key)));
  practice.mark();
  const outcome = await runConnect({
    ...run,
    steps: confirmed(stepsFor(plan.choices), { plan, begun: false }),
    connection: { ...run.connection, choices: plan.choices },
    services: { ...services, vault: run.vault, mayRemove: (key) => listed.has(key) },
  });
  expect(['done', 'done-with-attention']).toContain(outcome);
  return practice
    .requests()
    .filter(({ write, service }) => write && service !== 'identity')
    .map(({ method, path }) => {
      const address = decodeURIComponent(path.replace(/^\/v1\.0/, ''));
      const of = bodies.find((one) => one.method === method && one.path === address);
      return { method, path: address, body: of?.body };
    });
}

function sentIn(url: string, { method = 'GET', body }: RequestInit = {}): Sent[] {
  const path = decodeURIComponent(new URL(url).pathname.replace(/^\/v1\.0/, ''));
  const json = typeof body === 'string' && body.startsWith('{') ? JSON.parse(body) : undefined;
  if (path !== '/$batch') return [{ method, path, body: json }];
  return json.requests.map((one: { method: string; url: string; body: unknown }) => ({
    method: one.method,
    path: decodeURIComponent(one.url),
    body: one.body,
  }));
}

/** What stands in braces is known only once something was made. */
function covers({ method, path, body }: PlannedCall, sent: Sent): boolean {
  const pattern = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+');
  if (sent.method !== method || !new RegExp(`^${pattern}$`).test(sent.path)) return false;
  return body === undefined || JSON.stringify(withoutPlaces(body, sent.body)) === JSON.stringify(sent.body);
}

/** A place in a planned body takes what was sent there. */
function withoutPlaces(planned: unknown, sent: unknown): unknown {
  if (typeof planned === 'string') return /^\{[^}]+\}$/.test(planned) ? sent : planned;
  if (typeof planned !== 'object' || planned === null) return planned;
  if (Array.isArray(planned))
    return planned.map((one, at) => withoutPlaces(one, Array.isArray(sent) ? sent[at] : null));
  return Object.fromEntries(
    Object.entries(planned).map(([key, one]) => [key, withoutPlaces(one, (sent as Record<string, unknown>)?.[key])]),
  );
}
