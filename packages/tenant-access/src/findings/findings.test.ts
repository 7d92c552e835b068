import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deleteApplication, deleteServicePrincipal } from '@vplus/clients';
import { FindingKind, findingKinds } from '@vplus/contracts';
import { message, render } from '@vplus/messages';
import { afterEach, expect, test } from 'vitest';
import { runCheck } from '../run/verbs.ts';
import { dayMs } from '../steps/define-step.ts';
import { connectIn, foundIn, organizationsIn, planIn } from '../testing/found.ts';
import { type Practice, type PracticeOptions, startPractice } from '../testing/practice.ts';

let practice: Practice;
afterEach(() => practice?.close());

interface Case {
  kind: FindingKind;
  options?: PracticeOptions;
  /** What somebody else does to the tenant, after it was connected. */
  change(): Promise<unknown> | unknown;
  says?: RegExp;
  /** What a connect leaves to a person; absent: it puts it right. */
  stays?: true;
  /** What is told of the tenant already, before the change. */
  before?: FindingKind[];
}

/** Somebody else's client, with a token of their own. */
async function ask(method: string, path: string, body?: object): Promise<unknown> {
  const { emulator } = practice;
  const response = await fetch(`${emulator.origins.graph}/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${practice.token()}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
}

const patch = (body: object) => () => ask('PATCH', `/applications/${foundIn(practice).application.id}`, body);
const patchPrincipal = (body: object) => () =>
  ask('PATCH', `/servicePrincipals/${foundIn(practice).principal.id}`, body);

const somebody = (): string => {
  const [id] = Object.keys(practice.tenant.users);
  if (!id) throw new Error('Nobody lives here');
  return id;
};
const owner = () => ({ '@odata.id': `${practice.emulator.origins.graph}/v1.0/directoryObjects/${somebody()}` });
const ourOrganization = () => {
  const [organization] = organizationsIn(practice.emulator.cloud.world);
  if (!organization) throw new Error('No organization');
  return organization;
};
const graphRole = (value: string) => {
  const graph = Object.values(practice.tenant.servicePrincipals).find(
    ({ displayName }) => displayName === 'Microsoft Graph',
  );
  const role = graph?.appRoles.find((one) => one.value === value);
  if (!graph || !role) throw new Error(`No ${value}`);
  return { resourceId: graph.id, appRoleId: role.id };
};
/** A synchronization that somebody started on vPlus, and that failed. */
const failing = async (said: string) => {
  const { clock, vplus } = practice.services;
  const { weather } = practice.emulator.cloud.world;
  weather.vplus.synchronizationFails = said;
  await clock.sleep(10 * 60_000);
  let task: { guid: string; state: string } | null = await vplus.synchronize(ourOrganization().guid);
  while (task?.state === 'running') {
    await clock.sleep(1000);
    task = await vplus.task(task.guid);
  }
  weather.vplus.synchronizationFails = null;
};

/** A rule on secrets that the tenant makes after the connect. */
const restrict = (restrictionType: string, maxLifetime: string | null) => {
  const policy = practice.tenant.defaultAppManagementPolicy;
  policy.isEnabled = true;
  policy.applicationRestrictions.passwordCredentials = [
    { restrictionType, maxLifetime, state: 'enabled', restrictForAppsCreatedAfterDateTime: null },
  ] as typeof policy.applicationRestrictions.passwordCredentials;
};

const exempted: PracticeOptions = {
  tenant: 'Woodgrove Bank',
  choices: { credentialPolicy: 'exempt' },
  moreScopes: ['Policy.ReadWrite.ApplicationConfiguration'],
};

/** Somebody takes from the assistant itself what it may look at. */
const standingAccessTaken = async () => {
  const { graph, assistantClientId, clock } = practice.services;
  await clock.sleep(10 * 60_000);
  const principal = await graph.servicePrincipal(assistantClientId);
  const [role] = await graph.assignments(principal?.id ?? '');
  await ask('DELETE', `/servicePrincipals/${role?.resourceId}/appRoleAssignedTo/${role?.id}`);
};

const cases: Case[] = [
  {
    kind: 'standing-access-gone',
    options: { choices: { standingAccess: 'look' } },
    change: standingAccessTaken,
    says: /does not have the permission Application\.Read\.All/,
  },
  { kind: 'application-gone', change: () => practice.services.graph.change(theApplication()) },
  { kind: 'application-changed', change: patch({ tags: [] }), says: /differs in its tags/ },
  { kind: 'application-deactivated', change: patch({ isDisabled: true }) },
  { kind: 'audience-changed', change: patch({ signInAudience: 'AzureADMultipleOrgs' }) },
  { kind: 'declared-permissions-differ', change: patch({ requiredResourceAccess: [] }) },
  { kind: 'redirect-address-added', change: patch({ web: { redirectUris: ['https://elsewhere.example/back'] } }) },
  { kind: 'implicit-grant-on', change: patch({ web: { implicitGrantSettings: { enableIdTokenIssuance: true } } }) },
  { kind: 'public-client-on', change: patch({ isFallbackPublicClient: true }) },
  {
    kind: 'identifier-added',
    change: () => patch({ identifierUris: [`api://${foundIn(practice).application.appId}`] })(),
  },
  {
    kind: 'lock-off',
    change: patch({ servicePrincipalLockConfiguration: { isEnabled: false, allProperties: false } }),
  },
  {
    kind: 'lock-never-set',
    change: async () => {
      delete practice.memory.locked;
      await patch({ servicePrincipalLockConfiguration: { isEnabled: false, allProperties: false } })();
    },
  },
  {
    kind: 'service-principal-gone',
    change: () => practice.services.graph.change(deleteServicePrincipal(foundIn(practice).application.appId)),
  },
  { kind: 'service-principal-changed', change: patchPrincipal({ tags: [] }) },
  { kind: 'sign-in-off', change: patchPrincipal({ accountEnabled: false }) },
  { kind: 'service-principal-deactivated', change: patchPrincipal({ isDisabled: true }) },
  {
    kind: 'disabled-by-microsoft',
    stays: true,
    // Nobody but Microsoft has a request for it.
    change: () => {
      foundIn(practice).principal.disabledByMicrosoftStatus = 'DisabledDueToViolationOfServicesAgreement';
    },
    says: /DisabledDueToViolationOfServicesAgreement/,
  },
  {
    kind: 'service-principal-credential',
    stays: true,
    change: async () => {
      const { principal, application } = foundIn(practice);
      const lock = application.servicePrincipalLockConfiguration;
      await patch({ servicePrincipalLockConfiguration: { isEnabled: false, allProperties: false } })();
      await ask('POST', `/servicePrincipals/${principal.id}/addPassword`, {});
      await patch({ servicePrincipalLockConfiguration: lock as object })();
    },
    says: /has a credential of its own/,
  },
  {
    kind: 'permission-missing',
    change: async () => {
      const [first] = await practice.services.graph.assignments(foundIn(practice).principal.id);
      await ask('DELETE', `/servicePrincipals/${first?.resourceId}/appRoleAssignedTo/${first?.id}`);
    },
    says: /is not granted\.$/,
  },
  {
    kind: 'permission-added',
    change: () => {
      const { principal } = foundIn(practice);
      const { resourceId, appRoleId } = graphRole('RoleManagement.ReadWrite.Directory');
      return ask('POST', `/servicePrincipals/${resourceId}/appRoleAssignedTo`, {
        principalId: principal.id,
        resourceId,
        appRoleId,
      });
    },
    says: /Global Administrator/,
  },
  {
    kind: 'secret-missing',
    change: () => {
      const { id, passwordCredentials } = foundIn(practice).application;
      return ask('POST', `/applications/${id}/removePassword`, { keyId: passwordCredentials[0]?.keyId });
    },
  },
  {
    kind: 'certificate-missing',
    options: { choices: { credential: { kind: 'certificate', days: 365 } }, takesCertificate: true },
    change: patch({ keyCredentials: [] }),
  },
  {
    kind: 'credential-added',
    change: () =>
      ask('POST', `/applications/${foundIn(practice).application.id}/addPassword`, {
        passwordCredential: { displayName: 'of somebody' },
      }),
    says: /"of somebody"/,
  },
  {
    kind: 'credential-left-over',
    change: () => {
      const { id, passwordCredentials } = foundIn(practice).application;
      return ask('POST', `/applications/${id}/addPassword`, {
        passwordCredential: { displayName: passwordCredentials[0]?.displayName },
      });
    },
  },
  {
    kind: 'federated-credential-added',
    change: () =>
      ask('POST', `/applications/${foundIn(practice).application.id}/federatedIdentityCredentials`, {
        name: 'pipeline',
        issuer: 'https://token.actions.example',
        subject: 'repo:somebody/else',
        audiences: ['api://AzureADTokenExchange'],
      }),
  },
  {
    kind: 'owner-added',
    change: () => ask('POST', `/applications/${foundIn(practice).application.id}/owners/$ref`, owner()),
  },
  {
    kind: 'service-principal-owner-added',
    change: () => ask('POST', `/servicePrincipals/${foundIn(practice).principal.id}/owners/$ref`, owner()),
  },
  {
    kind: 'consent-added',
    options: { moreScopes: ['DelegatedPermissionGrant.ReadWrite.All'] },
    stays: true,
    change: () =>
      ask('POST', '/oauth2PermissionGrants', {
        clientId: foundIn(practice).principal.id,
        consentType: 'AllPrincipals',
        resourceId: graphRole('User.Read.All').resourceId,
        scope: 'Mail.Send',
      }),
  },
  {
    kind: 'conditional-access-blocks',
    stays: true,
    // The assistant’s people may not write such policies.
    change: () => {
      practice.tenant.weather.conditionalAccess = { demand: 'block', at: 'client-credentials' };
    },
    says: /"Practice: block" covers the application/,
  },
  {
    kind: 'credential-policy-forbids',
    stays: true,
    change: () => restrict('passwordAddition', null),
    says: /forbids new client secrets/,
  },
  {
    kind: 'credential-policy-shortens',
    stays: true,
    change: () => restrict('passwordLifetime', 'P90D'),
    says: /live 90 days at most, and \d+ were planned/,
  },
  {
    kind: 'exemption-differs',
    options: exempted,
    change: async () => {
      const [policy] = Object.values(practice.tenant.appManagementPolicies);
      const { application } = foundIn(practice);
      await practice.services.graph.unassignAppManagementPolicy(application.id, policy?.id ?? '');
      await practice.services.clock.sleep(60 * 60_000);
    },
  },
  {
    kind: 'organization-gone',
    change: () => practice.services.vplus.deleteOrganization(ourOrganization().guid),
  },
  {
    kind: 'organization-other-application',
    change: () => practice.services.vplus.updateOrganization(ourOrganization().guid, { clientId: randomUUID() }),
  },
  {
    kind: 'secret-missing',
    // What is remembered is of a secret that nobody made: ours is in nobody's hands.
    change: () => {
      delete practice.memory.handedOver;
    },
  },
  {
    kind: 'organization-sign-in-refused',
    change: () => failing('AADSTS7000215: Invalid client secret provided.'),
    says: /AADSTS7000215/,
  },
  {
    kind: 'synchronization-failed',
    stays: true,
    change: () => failing('No licence left'),
    says: /No licence left/,
  },
  {
    kind: 'vplus-unreachable',
    stays: true,
    change: () => {
      practice.emulator.cloud.world.weather.vplus.down = true;
    },
  },
  {
    kind: 'ews-closed',
    options: { tenant: 'Wingtip Toys' },
    stays: true,
    change: () => undefined,
    before: ['ews-closed'],
  },
  {
    kind: 'synchronization-old',
    stays: true,
    change: () => practice.services.clock.sleep(20 * dayMs),
    says: /more than 14 days ago/,
  },
  {
    kind: 'old-credentials-restored',
    change: () => {
      practice.memory.restoring = foundIn(practice).application.id;
    },
  },
  {
    kind: 'hand-over-open',
    stays: true,
    change: () => {
      practice.connection.choices = { ...practice.connection.choices, registration: 'hand-over' };
      const [{ keyId } = { keyId: '' }] = foundIn(practice).application.passwordCredentials;
      practice.memory[`revealed:${keyId}`] = { at: new Date().toISOString(), by: 'Adele Vance' };
      delete practice.memory.handedOver;
    },
  },

  {
    kind: 'legacy-auth-on',
    options: { choices: { legacyAuth: 'enable' }, moreScopes: ['SharePointTenantSettings.ReadWrite.All'] },
    stays: true,
    change: () => undefined,
    before: ['legacy-auth-on'],
  },
  {
    kind: 'legacy-auth-changed',
    options: { choices: { legacyAuth: 'enable' }, moreScopes: ['SharePointTenantSettings.ReadWrite.All'] },
    before: ['legacy-auth-on'],
    change: () => ask('PATCH', '/admin/sharepoint/settings', { isLegacyAuthProtocolsEnabled: false }),
  },
  {
    kind: 'organization-other-credential',
    // Nobody here has the value any more: a person makes a new one.
    stays: true,
    change: () => {
      const [{ keyId } = { keyId: '' }] = foundIn(practice).application.passwordCredentials;
      practice.memory[`revealed:${keyId}`] = { at: new Date().toISOString(), by: 'Adele Vance' };
      delete practice.memory.handedOver;
    },
  },
  {
    kind: 'organization-imports-less',
    change: () => practice.services.vplus.updateOrganization(ourOrganization().guid, { importUsers: false }),
  },
  {
    kind: 'organization-spare-certificate',
    options: { takesCertificate: true, choices: { credential: { kind: 'secret', days: 365 } } },
    change: () => {
      if (practice.memory.handedOver) practice.memory.handedOver.certificateKeyId = randomUUID();
    },
  },
  {
    kind: 'exemption-shared',
    options: exempted,
    stays: true,
    change: async () => {
      const { id } = (await ask('POST', '/applications', { displayName: 'Another' })) as { id: string };
      const [policy] = Object.values(practice.tenant.appManagementPolicies);
      await ask('POST', `/applications/${id}/appManagementPolicies/$ref`, {
        '@odata.id': `${practice.emulator.origins.graph}/v1.0/policies/appManagementPolicies/${policy?.id}`,
      });
    },
  },
  {
    kind: 'assistant-approval-gone',
    stays: true,
    change: () => {
      practice.services.grantedScopes = [];
    },
  },
  {
    kind: 'vplus-certificate',
    stays: true,
    change: () => {
      practice.emulator.cloud.world.weather.vplus.strangeCertificate = true;
    },
  },
  {
    kind: 'vplus-login',
    stays: true,
    change: () => {
      const { vplus } = practice.emulator.cloud.world;
      for (const user of Object.values(vplus.users)) user.password = 'changed by somebody';
      vplus.sessions = {};
    },
  },
  {
    kind: 'synchronization-missing',
    change: () => {
      delete practice.memory.synchronized;
      practice.emulator.cloud.world.vplus.tasks = {};
      const mark = { tasks: [], latest: null, idle: false, lastSynchronizedAt: ourOrganization().lastSynchronizedAt };
      if (practice.memory.handedOver) practice.memory.handedOver.mark = mark;
    },
  },
  {
    kind: 'organization-unproved',
    stays: true,
    change: () => {
      const { handedOver } = practice.memory;
      if (handedOver) Object.assign(handedOver, { organizationGuid: null, by: 'Adele Vance' });
      practice.emulator.cloud.world.weather.vplus.contract = 'unknown';
    },
  },
  {
    kind: 'service-unproved',
    stays: true,
    change: () => {
      const { proof } = practice.memory;
      if (!proof) throw new Error('No proof');
      proof.attention = 'Teams did not answer.';
      proof.rows = proof.rows.map((row) => (row.key === 'teams' ? { ...row, outcome: 'unproved' } : row));
    },
  },
  {
    kind: 'service-refused',
    stays: true,
    change: () => {
      const { proof } = practice.memory;
      if (!proof) throw new Error('No proof');
      proof.attention = 'Teams refused.';
      proof.rows = proof.rows.map((row) => (row.key === 'teams' ? { ...row, outcome: 'refused' } : row));
    },
  },
  {
    kind: 'ews-unproved',
    stays: true,
    change: () => {
      const { proof } = practice.memory;
      if (!proof) throw new Error('No proof');
      proof.reads = proof.reads.map((read) =>
        read.key === 'ews' ? { ...read, outcome: 'unproved', status: 503 } : read,
      );
    },
  },
  {
    kind: 'proof-outdated',
    stays: true,
    change: () => {
      delete practice.memory.proof;
    },
  },
];

const theApplication = () => deleteApplication(foundIn(practice).application.id);
const kindsNow = async () => {
  const report = await runCheck(practice.newRun());
  return { ...report, kinds: report.concerns.map(({ kind }) => kind) };
};

test.each(cases)(
  'a check tells of $kind, and of nothing else',
  async ({ options, change, kind, says, stays, before = [] }) => {
    practice = await startPractice(options);
    await connectIn(practice);
    expect((await kindsNow()).kinds).toEqual(before);
    await change();
    practice.mark();

    const told = await kindsNow();

    expect(told.kinds).toEqual([kind]);
    expect(practice.writes()).toEqual([]);
    if (says) expect(told.concerns.map(({ what }) => render(what)).join(' ')).toMatch(says);
    if (stays) return;
    const plan = await planIn(practice, { services: practice.newRun().services });
    const listed = new Set(plan.steps.flatMap(({ removes = [] }) => removes.map(({ key }) => key)));
    const run = practice.newRun();
    run.services.mayRemove = (key) => listed.has(key);
    await connectIn(practice, run);
    expect((await kindsNow()).kinds).toEqual(before);
  },
);

test('what a repair is said to put right, a repair puts right', () => {
  const left = cases.filter(({ kind, stays }) => stays && findingKinds[kind].mend === 'connect');

  // A value that a person was shown and nobody keeps: the person enters it, or says that a new one is to be made.
  expect(left.map(({ kind }) => kind)).toEqual(['organization-other-credential']);
});

test('every kind has a case here, or a reason why not', () => {
  const elsewhere: Partial<Record<FindingKind, string>> = {
    'credential-ends': 'calendar.test.ts',
    'credential-ended': 'calendar.test.ts',
    'ews-ends': 'calendar.test.ts',
  };
  const shown = new Set<string>([...cases.map(({ kind }) => kind), ...Object.keys(elsewhere)]);

  expect(FindingKind.options.filter((kind) => !shown.has(kind))).toEqual([]);
});

test('the document names every kind, with its severity and who puts it right', () => {
  const document = readFileSync(new URL('../../../../docs/findings.md', import.meta.url), 'utf8');
  const row = /^\| `([a-z-]+)` \| ([^|]+) \| (\w+) \| ([^|]+) \|$/gm;
  const rows = [...document.matchAll(row)].map(([, ...cells]) => cells);
  const by = {
    connect: { administrator: 'a repair: a plan that an administrator approves' },
    elsewhere: { administrator: 'an administrator, at Microsoft', operator: 'whoever runs vPlus or this assistant' },
    time: { nobody: 'nobody: it has a date, or passes with the next credential' },
  };

  expect(rows).toEqual(
    FindingKind.options.map((kind) => {
      const { severity, mend, helper } = findingKinds[kind];
      return [kind, render(message(`finding.${kind}`)), severity, (by[mend] as Record<string, string>)[helper]];
    }),
  );
});

test('a kind that a release has stored is there for good', () => {
  const list = new URL('../../../messages/src/released-keys.txt', import.meta.url);
  const released = [...readFileSync(list, 'utf8').matchAll(/^finding\.(\S+)/gm)].map(([, kind]) => kind);
  const sentences = ['ended', 'ends', 'not-synchronized', 'until-past'];

  expect(released.filter((key) => !sentences.includes(key ?? '') && !FindingKind.safeParse(key).success)).toEqual([]);
  expect(released.length).toBeGreaterThanOrEqual(FindingKind.options.length + sentences.length);
});
