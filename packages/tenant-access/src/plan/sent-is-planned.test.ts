import {
  addOrganization,
  certificateProfile,
  changeOrganization,
  deleteApplication,
  deleteOrganization,
  readableVplusPath,
  startSynchronization,
  type Vplus,
  type VplusChange,
} from '@vplus/clients';
import type { Choices, UndoChoice, UnwordedCall, UnwordedPlan } from '@vplus/contracts';
import { type MessageKey, render } from '@vplus/messages';
import { afterEach, expect, test } from 'vitest';
import { confirmed, runConnect, runDisconnect } from '../run/verbs.ts';
import { connectSteps, stepsFor, undoStepsFor } from '../steps/steps.ts';
import { disconnectPlanIn, foundIn, planIn } from '../testing/found.ts';
import { type Practice, type PracticeOptions, type PracticeRun, startPractice } from '../testing/practice.ts';
import { usualChoices } from './choices.ts';

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

interface Situation extends PracticeOptions {
  before?(): Promise<unknown>;
  /** Why the plan shows a request that the run then need not send. */
  needless?: string[];
  /** What the plan removes only where it is found, and is found here: why it is removed. */
  removes?: string[];
}

const ifFound: MessageKey[] = [
  'remove-leftovers.if-owner',
  'remove-leftovers.if-owner-of-principal',
  'remove-leftovers.if-secret',
  'remove-leftovers.if-certificate',
  'register-application.removes-credentials',
  'register-application.removes-certificates',
];
const isIfFound = ({ why }: UnwordedCall) => typeof why !== 'string' && ifFound.some((key) => key === why.key);

const situations: Record<string, Situation> = {
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
  'an exemption that is put right': {
    tenant: 'Woodgrove Bank',
    choices: { credentialPolicy: 'exempt' },
    moreScopes: ['Policy.ReadWrite.ApplicationConfiguration'],
    before: async () => {
      await connect();
      const { applicationRestrictions } = practice.tenant.defaultAppManagementPolicy;
      applicationRestrictions.passwordCredentials.push({
        restrictionType: 'customPasswordAddition',
        state: 'enabled',
        maxLifetime: null,
        restrictForAppsCreatedAfterDateTime: null,
      });
    },
  },
  'an assistant that may look between sign-ins': { choices: { standingAccess: 'look' } },
  'an assistant that may look no more': {
    choices: { standingAccess: 'look' },
    before: async () => {
      await connect();
      choose({ standingAccess: 'none' });
    },
  },
  'legacy authentication that is turned back': {
    choices: { legacyAuth: 'enable' },
    moreScopes: ['SharePointTenantSettings.ReadWrite.All'],
    before: async () => {
      await connect();
      choose({ legacyAuth: 'keep' });
    },
  },
  'a lock that somebody switched off': {
    before: async () => {
      await connect();
      foundIn(practice).application.servicePrincipalLockConfiguration = { isEnabled: false };
    },
  },
  'an owner and a federated credential that somebody added': {
    before: async () => {
      await connect();
      const { application, principal } = foundIn(practice);
      const [somebody] = Object.keys(practice.tenant.users);
      if (!somebody) throw new Error('Nobody is there');
      application._owners.push(somebody);
      principal._owners.push(somebody);
      const audiences = ['api://AzureADTokenExchange'];
      const of = { issuer: 'https://token.actions.example', subject: 'repo:evil/evil', description: null, audiences };
      application._federated = [{ id: crypto.randomUUID(), name: 'pipeline', ...of }];
    },
  },
  'owners, a secret and a certificate that an interrupted attempt left': {
    takesCertificate: true,
    choices: { credential: { kind: 'both', days: 90 } },
    removes: [
      'Removes an owner that does not belong there, if there is one',
      'Removes an owner of the enterprise application that does not belong there, if there is one',
      'Removes a client secret that does not belong there, if there is one',
      'Removes a certificate that does not belong there, if there is one',
    ],
    before: async () => {
      await connect();
      const { application, principal } = foundIn(practice);
      const { passwordCredentials, keyCredentials } = application;
      for (const one of [...passwordCredentials]) passwordCredentials.push({ ...one, keyId: crypto.randomUUID() });
      for (const one of [...keyCredentials]) keyCredentials.push({ ...one, keyId: crypto.randomUUID() });
      const somebody = Object.keys(practice.tenant.users).slice(0, 1);
      application._owners.push(...somebody);
      principal._owners.push(...somebody);
    },
  },
  'a secret and a certificate whose values nobody has any more': {
    takesCertificate: true,
    choices: { credential: { kind: 'both', days: 90 } },
    before: async () => {
      await connect();
      delete practice.memory.handedOver;
    },
  },
  'a secret and a certificate that are replaced': {
    takesCertificate: true,
    choices: { credential: { kind: 'both', days: 90 } },
    before: async () => {
      await connect();
      const { passwordCredentials, keyCredentials } = foundIn(practice).application;
      choose({ replaceCredentials: [...passwordCredentials, ...keyCredentials].flatMap(({ keyId }) => keyId ?? []) });
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
    // Its service principal comes back with it, which shows only then.
    needless: ['Creates it, or switches it on'],
    before: async () => {
      await connect();
      await disconnect();
    },
  },
  'a deleted application that comes back with its credentials': {
    takesCertificate: true,
    choices: { deletedApplication: 'restore', credential: { kind: 'both', days: 90 } },
    needless: ['Creates it, or switches it on'],
    removes: ['Removes each secret of before', 'Removes all certificates of before'],
    before: async () => {
      await connect();
      await practice.services.graph.change(deleteApplication(foundIn(practice).application.id));
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

test.each(Object.keys(situations))(
  '%s: what is sent is what the plan shows, and all that it shows is sent',
  async (name) => {
    const { before, needless = [], removes = [], ...options } = situations[name] ?? {};
    practice = await startPractice(options);
    await before?.();
    const plan = await planIn(practice);

    const sent = await sentBy(plan);

    const planned = plan.steps.flatMap(({ calls }) => calls);
    expect(notCovered(planned, sent)).toEqual([]);
    const told = planned.filter((call) => isIfFound(call) || (call.writes && call.body !== undefined));
    const isSent = (call: UnwordedCall) =>
      sent.some((one) => isAt(call, one) && (call.body === undefined || says(call, one)));
    const unsent = told.filter((call) => !isIfFound(call) && !isSent(call));
    expect(unsent.map(({ why }) => render(why))).toEqual(needless);
    const removed = told.filter((call) => isIfFound(call) && isSent(call)).map(({ why }) => render(why));
    expect(removed).toEqual(expect.arrayContaining(removes));
    expect(sent.length > 0).toBe(!plan.unchanged);
  },
);

interface Disconnecting extends PracticeOptions {
  undoChoice?: UndoChoice;
  before?(): Promise<unknown>;
  /** Of what may be sent, what is not: what no look shows. */
  needless?: string[];
}

const disconnects: Record<string, Disconnecting> = {
  'a connected tenant': {},
  'one whose organization was never synchronized': {
    before: async () => {
      for (const one of foundIn(practice).organizations) one.lastSynchronizedAt = null;
    },
  },
  'one whose organization goes by its name': {
    undoChoice: { deleteOrganization: 'Contoso' },
  },
  'one with a secret and a certificate': {
    takesCertificate: true,
    choices: { credential: { kind: 'both', days: 90 } },
  },
  'one whose application goes for good': { undoChoice: { purge: true } },
  'one with legacy authentication of SharePoint': {
    choices: { legacyAuth: 'enable' },
    moreScopes: ['SharePointTenantSettings.ReadWrite.All'],
  },
  'one whose assistant may look between sign-ins': { choices: { standingAccess: 'look' } },
  'one whose application is exempted from a policy': {
    tenant: 'Woodgrove Bank',
    choices: { credentialPolicy: 'exempt' },
    moreScopes: ['Policy.ReadWrite.ApplicationConfiguration'],
  },
  'one whose application was adopted': {
    before: async () => {
      const { application: theirs, principal } = foundIn(practice);
      Object.assign(theirs, { tags: ['theirs'], uniqueName: null, requiredResourceAccess: [] });
      for (const [id, { principalId }] of Object.entries(practice.tenant.appRoleAssignments))
        if (principalId === principal.id) delete practice.tenant.appRoleAssignments[id];
      practice.connection.id = crypto.randomUUID();
      choose({ adoptApplication: theirs.id });
      await connect();
    },
  },
  'one of which everything but the organization is gone already': {
    needless: [
      'Delete the application',
      'Delete the enterprise application',
      'Remove the permissions',
      'Remove the client secret',
    ],
    before: async () => {
      const { application, principal } = foundIn(practice);
      delete practice.tenant.applications[application.id];
      delete practice.tenant.servicePrincipals[principal.id];
    },
  },
};

test.each(Object.keys(disconnects))('a disconnect of %s sends what its plan shows, and nothing else', async (name) => {
  const { before, undoChoice = {}, needless = [], ...options } = disconnects[name] ?? {};
  practice = await startPractice(options);
  await connect();
  await before?.();
  const plan = await disconnectPlanIn(practice, undoChoice);
  const planned = plan.steps.flatMap(({ calls }) => calls);

  const sent = await sentIn(async (run) => {
    run.services.undoChoice = undoChoice;
    return runDisconnect({ ...run, approvedDisconnect: { plan, begun: false } });
  });

  expect(sent.filter((one) => !covers(planned, one))).toEqual([]);
  const isSent = (call: UnwordedCall) =>
    sent.some((one) => isAt(call, one) && (call.body === undefined || says(call, one)));
  const unsent = planned.filter((call) => !isSent(call)).map(({ why }) => render(why));
  expect(new Set(unsent)).toEqual(new Set(needless));
  expect(sent.length).toBeGreaterThan(0);
});

test('a disconnect by hand plans no request of Microsoft Graph', () => {
  const choices: Choices = { ...usualChoices(365), writes: 'by-hand' };
  expect(undoStepsFor(choices).flatMap((step) => (step.undoes ? [step.id] : []))).toEqual(['register-organization']);
});

test('every step that a disconnect undoes says what it takes away', () => {
  expect(connectSteps.filter(({ undo, undoes }) => Boolean(undo) !== Boolean(undoes))).toEqual([]);
});

/** What a run of this plan sends to change something, with what stands in it. */
const sentBy = (plan: UnwordedPlan): Promise<Sent[]> => {
  const listed = new Set(plan.steps.flatMap(({ removes = [] }) => removes.map(({ key }) => key)));
  return sentIn((run) =>
    runConnect({
      ...run,
      steps: confirmed(stepsFor(plan.choices), { plan, begun: false }),
      connection: { ...run.connection, choices: plan.choices },
      services: { ...run.services, mayRemove: (key) => listed.has(key) },
    }),
  );
};

async function sentIn(start: (run: PracticeRun) => Promise<string>): Promise<Sent[]> {
  const bodies: Sent[] = [];
  const run = practice.newRun();
  const services = practice.afresh({
    fetch: async (url, init) => {
      bodies.push(...partsOf(String(url), init));
      return fetch(url, init);
    },
  });
  practice.mark();
  const outcome = await start({
    ...run,
    services: { ...services, vplus: told(services.vplus, bodies), vault: run.vault },
  });
  expect(['done', 'done-with-attention']).toContain(outcome);
  return practice
    .requests()
    .filter(({ write, service }) => write && service !== 'identity')
    .map(({ method, path }) => {
      const address = decodeURIComponent(path.replace(/^\/v1\.0/, ''));
      const at = bodies.findIndex((one) => one.method === method && one.path === address);
      const [of] = at < 0 ? [] : bodies.splice(at, 1);
      return { method, path: address, body: of?.body };
    });
}

/** Its connection trusts one certificate alone and has a fetch of its own, so that what it builds is noted here. */
function told(vplus: Vplus, bodies: Sent[]): Vplus {
  const { profile } = vplus;
  const note = (change: VplusChange) => {
    const { method, body } = change;
    bodies.push({ method, path: readableVplusPath(profile, change), body });
  };
  return {
    ...vplus,
    async createOrganization(input) {
      note(addOrganization(profile, input));
      return vplus.createOrganization(input);
    },
    async updateOrganization(guid, input) {
      note(changeOrganization(profile, guid, input));
      return vplus.updateOrganization(guid, input);
    },
    async deleteOrganization(guid) {
      note(deleteOrganization(profile, guid));
      return vplus.deleteOrganization(guid);
    },
    async synchronize(guid) {
      note(startSynchronization(profile, guid));
      return vplus.synchronize(guid);
    },
  };
}

function partsOf(url: string, { method = 'GET', body }: RequestInit = {}): Sent[] {
  const path = decodeURIComponent(new URL(url).pathname.replace(/^\/v1\.0/, ''));
  const json = typeof body === 'string' && body.startsWith('{') ? JSON.parse(body) : undefined;
  if (path !== '/$batch') return [{ method, path, body: json }];
  return json.requests.map((one: { method: string; url: string; body: unknown }) => ({
    method: one.method,
    path: decodeURIComponent(one.url),
    body: one.body,
  }));
}

/** Under these names credentials are sent, which no plan holds. */
const { clientSecret, certificate = '', certificatePassword = '' } = certificateProfile.fields;
const credentials = new Set(['key', clientSecret, certificate, certificatePassword]);
const withoutCredentials = (sent: unknown): unknown =>
  JSON.parse(JSON.stringify(sent ?? null), (name, value) => (credentials.has(name) ? undefined : value));

/** A call that tells no body stands for any, but not where another one tells what is sent to that address. */
function covers(planned: UnwordedCall[], sent: Sent): boolean {
  const there = planned.filter((call) => isAt(call, sent));
  const told = there.filter(({ body }) => body !== undefined);
  return told.length > 0 ? told.some((call) => says(call, sent)) : there.length > 0;
}

/** Several requests in one line tell no body: that line covers as many beside what is told of that address, and no more. */
function notCovered(planned: UnwordedCall[], sent: Sent[]): Sent[] {
  const lines = planned.filter(({ body, times }) => body === undefined && times > 1);
  const left = new Map(lines.map((line) => [line, line.times]));
  return sent.filter((one) => {
    if (covers(planned, one)) return false;
    const line = lines.find((each) => isAt(each, one) && (left.get(each) ?? 0) > 0);
    if (line) left.set(line, (left.get(line) ?? 0) - 1);
    return !line;
  });
}

/** What stands in braces is known only once something was made. */
function isAt({ method, path }: UnwordedCall, sent: Sent): boolean {
  return sent.method === method && patternOf(path, '[^/]+').test(sent.path);
}

function patternOf(text: string, place: string): RegExp {
  const pattern = text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, place);
  return new RegExp(`^${pattern}$`);
}

function says({ method, body }: UnwordedCall, sent: Sent): boolean {
  const full = withoutCredentials(sent.body);
  const told = withoutPlaces(body, full);
  // vPlus wants an organization as a whole, also where a part of it changes.
  const compared =
    method === 'PUT' ? Object.fromEntries(Object.keys(Object(told)).map((key) => [key, Object(full)[key]])) : full;
  return JSON.stringify(told) === JSON.stringify(compared);
}

/** A place in a planned body takes what was sent there. */
function withoutPlaces(planned: unknown, sent: unknown): unknown {
  if (typeof planned === 'string' && typeof sent === 'string')
    return patternOf(planned, '.+').test(sent) ? sent : planned;
  if (typeof planned === 'string') return /^\{[^}]+\}$/.test(planned) ? sent : planned;
  if (typeof planned !== 'object' || planned === null) return planned;
  if (Array.isArray(planned))
    return planned.map((one, at) => withoutPlaces(one, Array.isArray(sent) ? sent[at] : null));
  return Object.fromEntries(
    Object.entries(planned).map(([key, one]) => [key, withoutPlaces(one, (sent as Record<string, unknown>)?.[key])]),
  );
}
