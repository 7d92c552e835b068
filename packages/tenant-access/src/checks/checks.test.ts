import type { CheckId, CheckState, UnwordedPlan } from '@vplus/contracts';
import { rendered } from '@vplus/messages';
import { afterEach, expect, test } from 'vitest';
import { makeCheck, type PlanOptions } from '../plan/plan.ts';
import { runDisconnect } from '../run/verbs.ts';
import { connectIn, foundIn, planIn } from '../testing/found.ts';
import { type Practice, type PracticeOptions, startPractice } from '../testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

interface Case {
  check: CheckId;
  state: CheckState;
  /** A part of what the person reads. */
  says: RegExp;
  tenant?: PracticeOptions;
  plan?: Partial<PlanOptions>;
  /** What the world is like beside the tenant's own story. */
  weather?(practice: Practice): void;
}

const person = (...roles: NonNullable<PlanOptions['person']['roles']>) => ({ person: { roles, guest: false } });
const expected = (more: Partial<PlanOptions['expected']>) => ({
  expected: { byOperator: false, connectedBefore: false, ...more },
});

const cases: Case[] = [
  { check: 'tenant', state: 'ok', says: /signed in to Contoso/ },
  {
    check: 'tenant',
    state: 'ok',
    says: /as the invitation says/,
    plan: expected({ invitedTenant: 'CONTOSO.example' }),
  },
  { check: 'tenant', state: 'ok', says: /connected to .* before/, plan: expected({ connectedBefore: true }) },
  {
    check: 'tenant',
    state: 'ok',
    says: /is reserved for certain organizations, and Contoso/,
    plan: expected({ byOperator: true }),
  },
  {
    check: 'tenant',
    state: 'blocked',
    says: /invited to connect fabrikam.example, but you are signed in to Contoso/,
    plan: expected({ invitedTenant: 'fabrikam.example' }),
  },
  {
    check: 'tenant',
    state: 'attention',
    says: /in this browser was for Fabrikam. This one is for Contoso/,
    plan: expected({ lastTenant: 'Fabrikam' }),
  },
  {
    check: 'tenant',
    state: 'attention',
    says: /guest/,
    plan: { person: { roles: ['global-administrator'], guest: true } },
  },

  { check: 'role', state: 'ok', says: /every step/ },
  {
    check: 'role',
    state: 'ok',
    says: /every step/,
    plan: person('privileged-role-administrator', 'cloud-application-administrator'),
  },
  {
    check: 'role',
    state: 'attention',
    says: /not grant permissions of Microsoft Graph/,
    tenant: { person: 'lee' },
    plan: person('cloud-application-administrator'),
  },
  {
    check: 'role',
    state: 'attention',
    says: /only if this tenant lets every member/,
    tenant: { person: 'pradeep' },
    plan: person('privileged-role-administrator'),
  },
  {
    check: 'role',
    state: 'unknown',
    says: /does not say which roles/,
    plan: { person: { roles: null, guest: false } },
  },
  {
    check: 'role',
    state: 'blocked',
    says: /neither register .* nor grant/,
    tenant: { person: 'nestor' },
    plan: person('global-reader'),
    weather: ({ tenant }) => {
      tenant.authorizationPolicy.allowedToCreateApps = false;
    },
  },
  {
    check: 'role',
    state: 'attention',
    says: /Global Administrator waits for you in Privileged Identity Management/,
    tenant: { person: 'diego', moreScopes: ['RoleEligibilitySchedule.Read.Directory'] },
    plan: person('application-administrator'),
  },

  { check: 'services', state: 'ok', says: /all 46/ },
  {
    check: 'services',
    state: 'attention',
    says: /no Office 365 SharePoint Online/,
    tenant: { tenant: 'Tailspin Toys' },
  },
  {
    check: 'services',
    state: 'attention',
    says: /Office 365 Exchange Online is disabled/,
    weather: ({ tenant }) => {
      const exchange = Object.values(tenant.servicePrincipals).find(
        ({ appId }) => appId === '00000002-0000-0ff1-ce00-000000000000',
      );
      if (exchange) exchange.accountEnabled = false;
    },
  },

  { check: 'licences', state: 'ok', says: /every service/ },
  {
    check: 'licences',
    state: 'attention',
    says: /No licence for OneDrive, SharePoint and Microsoft Teams/,
    tenant: { tenant: 'Tailspin Toys' },
  },
  {
    check: 'licences',
    state: 'attention',
    says: /No licence for Exchange/,
    weather: ({ tenant }) => {
      for (const sku of tenant.subscribedSkus) sku.capabilityStatus = 'Suspended';
    },
  },
  {
    check: 'licences',
    state: 'unknown',
    says: /may not read/,
    weather: (here) => refuse(here, '/subscribedSkus'),
  },

  { check: 'credential-policy', state: 'ok', says: /allows a client secret/ },
  {
    check: 'credential-policy',
    state: 'attention',
    says: /takes 90 days instead of 365/,
    tenant: { tenant: 'Northwind Traders' },
  },
  {
    check: 'credential-policy',
    state: 'attention',
    says: /forbids client secrets. The plan uses a certificate instead/,
    tenant: { tenant: 'Woodgrove Bank' },
  },
  {
    check: 'credential-policy',
    state: 'blocked',
    says: /both client secrets and certificates/,
    tenant: { tenant: 'Woodgrove Bank' },
    weather: ({ tenant }) => {
      tenant.defaultAppManagementPolicy.applicationRestrictions.keyCredentials.push({
        restrictionType: 'trustedCertificateAuthority',
        state: 'enabled',
        maxLifetime: null,
        restrictForAppsCreatedAfterDateTime: null,
      });
    },
  },
  {
    check: 'credential-policy',
    state: 'attention',
    says: /chose to exempt this one application from it, for a client secret of 365 days/,
    tenant: { tenant: 'Woodgrove Bank', choices: { credentialPolicy: 'exempt' } },
  },
  {
    check: 'role',
    state: 'attention',
    says: /except exempting the application/,
    tenant: { tenant: 'Woodgrove Bank', choices: { credentialPolicy: 'exempt' } },
    plan: person('privileged-role-administrator', 'application-developer'),
  },
  {
    check: 'credential-policy',
    state: 'unknown',
    says: /could not read this policy/,
    tenant: { person: 'pradeep' },
  },

  { check: 'application', state: 'ok', says: /A new one is created/ },
  { check: 'application', state: 'unknown', says: /could not check with your role/, tenant: { person: 'pradeep' } },
  {
    check: 'application',
    state: 'attention',
    says: /an application of the name "vPlus Backup" that this assistant did not make/,
    weather: (here) => void stranger(here),
  },

  { check: 'conditional-access', state: 'ok', says: /No policy was found that would stand in the way/ },
  { check: 'conditional-access', state: 'unknown', says: /may not read/, tenant: { person: 'pradeep' } },
  {
    check: 'conditional-access',
    state: 'attention',
    says: /confirm your sign-in/,
    weather: (here) => demand(here, 'mfa', 'on-behalf-of'),
  },
  {
    check: 'conditional-access',
    state: 'attention',
    says: /blocks sign-ins/,
    weather: (here) => demand(here, 'block', 'on-behalf-of'),
  },
  {
    check: 'conditional-access',
    state: 'attention',
    says: /blocks applications of this tenant that sign in by themselves/,
    weather: (here) => demand(here, 'block', 'client-credentials'),
  },

  { check: 'ews', state: 'unknown', says: /tested after the application has been created/ },

  { check: 'legacy-auth', state: 'ok', says: /It is off/ },
  { check: 'legacy-auth', state: 'ok', says: /not in this tenant/, tenant: { tenant: 'Tailspin Toys' } },
  {
    check: 'legacy-auth',
    state: 'attention',
    says: /It is on/,
    weather: ({ tenant }) => {
      tenant.sharepoint.isLegacyAuthProtocolsEnabled = true;
    },
  },
  { check: 'legacy-auth', state: 'unknown', says: /may not read/, tenant: { person: 'pradeep' } },

  { check: 'vplus', state: 'ok', says: /takes our log-in/ },
  {
    check: 'vplus',
    state: 'blocked',
    says: /cannot answer at the moment/,
    weather: ({ emulator }) => {
      emulator.cloud.world.weather.vplus.down = true;
    },
  },
  {
    check: 'vplus',
    state: 'blocked',
    says: /does not know what we ask for/,
    weather: ({ emulator }) => {
      emulator.cloud.world.weather.vplus.contract = 'unknown';
    },
  },

  { check: 'organization', state: 'ok', says: /does not have it yet/ },
  {
    check: 'organization',
    state: 'attention',
    says: /has this tenant already, under the name "Old Contoso"/,
    weather: ({ emulator, tenant }) => {
      emulator.cloud.world.vplus.organizations.old = {
        guid: 'old',
        name: 'Old Contoso',
        tenantId: tenant.id,
        clientId: '6a1c1f0e-0000-4000-8000-000000000001',
        clientSecret: 'x',
        certificate: null,
        certificatePassword: null,
        importUsers: true,
        importSites: true,
        createdAt: 0,
        lastSynchronizedAt: 1,
        description: null,
      };
    },
  },
  {
    check: 'organization',
    state: 'unknown',
    says: /could not be asked/,
    weather: ({ emulator }) => {
      emulator.cloud.world.weather.vplus.down = true;
    },
  },

  { check: 'clock', state: 'ok', says: /agrees/ },
  {
    check: 'clock',
    state: 'attention',
    says: /10 minutes behind/,
    weather: ({ emulator }) => {
      emulator.cloud.world.weather.clockSkewSeconds = 600;
    },
  },
];

test.each(cases)(
  'the check "$check" is $state and says $says',
  async ({ check, state, says, tenant, plan, weather }) => {
    practice = await startPractice(tenant);
    weather?.(practice);

    const view = checkOf(await planIn(practice, plan), check);

    expect(`${view.state}: ${view.finding}`).toMatch(says);
    expect(view.state).toBe(state);
    if (state === 'blocked' || state === 'attention') expect(view.remedy ?? check).toMatch(/[a-z]/);
    expect(practice.writes()).toEqual([]);
  },
);

test('each check answers alone as it does within the plan', async () => {
  practice = await startPractice({ tenant: 'Tailspin Toys' });
  const { checks } = await planIn(practice);

  const alone = [];
  for (const { id } of checks)
    alone.push(
      await makeCheck(id, {
        services: practice.services,
        connection: practice.connection,
        ...person('global-administrator'),
        ...expected({}),
      }),
    );

  expect(alone).toEqual(checks);
});

test('by hand an adopted application is not said to be given back as it was', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const adoptApplication = foundIn(practice).application.id;

  const [ours, byHand] = await Promise.all(
    (['assistant', 'by-hand'] as const).map((writes) =>
      planIn(practice, { connection: choosing(practice, { writes, adoptApplication }) }),
    ),
  );

  expect(ours && checkOf(ours, 'application').remedy).toMatch(/gives it back as it was/);
  expect(byHand && checkOf(byHand, 'application').remedy).toMatch(/yours to take away/);
});

test('by hand the role is asked of whoever runs the script', async () => {
  practice = await startPractice({ person: 'nestor' });

  const connection = choosing(practice, { writes: 'by-hand' });
  const plan = await planIn(practice, { connection, ...person('global-reader') });

  const { state, finding } = checkOf(plan, 'role');
  expect(state).toBe('ok');
  expect(finding).toMatch(/Whoever runs the script must be Global Administrator/);
});

test('legacy authentication that is on as the person chose is not told to be off by the plan', async () => {
  practice = await startPractice();
  practice.tenant.sharepoint.isLegacyAuthProtocolsEnabled = true;

  const [chosen, kept] = await Promise.all(
    (['enable', 'keep'] as const).map((legacyAuth) =>
      planIn(practice, { connection: choosing(practice, { legacyAuth }) }),
    ),
  );

  expect(chosen && checkOf(chosen, 'legacy-auth').finding).toMatch(/It is on, as you chose/);
  expect(chosen && checkOf(chosen, 'legacy-auth').remedy).toMatch(/Unless whoever runs vPlus requires it/);
  expect(kept && checkOf(kept, 'legacy-auth').remedy).toMatch(/Turn it off/);
});

test('a deleted application of this connection is found, and the plan says what becomes of it', async () => {
  practice = await startPractice();
  await connectIn(practice);
  throwAway(practice);

  const restore = await planIn(practice);
  const purge = await planIn(practice, { connection: choosing(practice, { deletedApplication: 'purge' }) });

  expect(checkOf(restore, 'application').finding).toMatch(/restores it/);
  expect(checkOf(purge, 'application').finding).toMatch(/deletes it permanently/);
  expect(restore.limits.deletedApplication).toMatchObject({ name: 'vPlus Backup' });

  const byHand = await planIn(practice, { connection: choosing(practice, { writes: 'by-hand' }) });
  expect(checkOf(byHand, 'application').finding).toMatch(/No script restores it or deletes it .* before you run/);
  expect(checkOf(byHand, 'application').remedy).toBeUndefined();
  expect(purge.hash).not.toBe(restore.hash);
});

test.each([
  ['Exchange Web Services that were proved', 'Contoso', 'ok', /answered this connection/],
  ['Exchange Web Services that are off', 'Adventure Works', 'attention', /refused this connection/],
] as const)('%s show in the next plan', async (_, tenant, state, says) => {
  practice = await startPractice({ tenant });
  await connectIn(practice);

  const check = checkOf(await planIn(practice), 'ews');

  expect(check).toMatchObject({ state, finding: expect.stringMatching(says) });
});

test('what is granted without a licence behind it says so, row by row', async () => {
  practice = await startPractice({ tenant: 'Tailspin Toys' });

  const plan = await planIn(practice);
  const without = await planIn(practice, { connection: choosing(practice, { workloads: ['exchange'] }) });

  const idle = plan.permissions.filter(({ ofNoUse }) => ofNoUse);
  expect(new Set(idle.map(({ workload }) => workload))).toEqual(new Set(['onedrive', 'sharepoint', 'teams']));
  expect(new Set(idle.map(({ state }) => state))).toEqual(new Set(['new']));
  expect(without.permissions.filter(({ ofNoUse }) => ofNoUse)).toEqual([]);
  expect(checkOf(without, 'licences').state).toBe('ok');
});

test('an exchanged token that must be confirmed again ends the plan instead of looking like an unknown rule', async () => {
  practice = await startPractice();
  practice.emulator.cloud.world.weather.faults.push({
    id: 'expired',
    match: { service: 'graph', path: 'defaultAppManagementPolicy' },
    nth: 1,
    times: 1,
    effect: { kind: 'token-expired' },
    _seen: 0,
    _hit: 0,
  });

  await expect(planIn(practice)).rejects.toMatchObject({ fields: { status: 401 } });
});

test('an application that was adopted keeps what it had, and is given back as it was', async () => {
  practice = await startPractice();
  const theirs = stranger(practice);
  const adopting = choosing(practice, { adoptApplication: theirs.id });
  const plan = await planIn(practice, { connection: adopting });

  const { outcome } = await connectIn(practice, { ...practice.newRun(), connection: adopting });
  const { application, grants } = foundIn(practice);
  const undone = await runDisconnect({ ...practice.newRun(), connection: adopting });

  expect(plan.limits.adoptable).toMatchObject([{ objectId: theirs.id }]);
  expect(plan.steps.find(({ id }) => id === 'register-application')).toMatchObject({ action: 'change' });
  expect(outcome).toMatch(/^done/);
  expect(application).toMatchObject({ id: theirs.id, uniqueName: null, displayName: 'vPlus Backup' });
  expect(application.tags).toContain('theirs');
  expect(grants).toHaveLength(46);
  expect(undone).toBe('done');
  expect(practice.tenant.applications[theirs.id]).toMatchObject({
    tags: ['theirs'],
    requiredResourceAccess: [],
    passwordCredentials: [],
  });
});

function checkOf(plan: UnwordedPlan, id: CheckId) {
  const check = plan.checks.find((one) => one.id === id);
  if (!check) throw new Error(`No check ${id}`);
  return rendered(check);
}

const choosing = ({ connection }: Practice, choices: Partial<UnwordedPlan['choices']>) => ({
  ...connection,
  choices: { ...connection.choices, ...choices },
});

function demand(
  { tenant }: Practice,
  wanted: 'mfa' | 'block',
  at: NonNullable<Practice['tenant']['weather']['conditionalAccess']>['at'],
): void {
  tenant.weather.conditionalAccess = { demand: wanted, at };
}

/** Microsoft answers this read with a refusal. */
function refuse({ emulator }: Practice, path: string): void {
  emulator.cloud.world.weather.faults.push({
    id: path,
    match: { service: 'graph', path },
    nth: 1,
    times: 1,
    effect: { kind: 'status', status: 403, body: '{"error":{"code":"Authorization_RequestDenied","message":"No"}}' },
    _seen: 0,
    _hit: 0,
  });
}

/** An application of our name that somebody else registered. */
function stranger({ tenant, emulator }: Practice) {
  const [model] = Object.values(emulator.cloud.world.tenants).flatMap(({ applications }) =>
    Object.values(applications),
  );
  if (!model) throw new Error('The practice cloud has no application at all');
  const id = '11111111-2222-4333-8444-555555555555';
  const made = {
    ...structuredClone(model),
    id,
    appId: '99999999-2222-4333-8444-555555555555',
    uniqueName: null,
    displayName: 'vPlus Backup',
    signInAudience: 'AzureADMyOrg' as const,
    tags: ['theirs'],
    identifierUris: [],
    requiredResourceAccess: [],
    passwordCredentials: [],
    keyCredentials: [],
    _owners: [],
  };
  tenant.applications[id] = made;
  return made;
}

/** Somebody deletes the application in the portal. */
function throwAway(here: Practice): void {
  const { application, principal } = foundIn(here);
  const { tenant } = here;
  const deletedDateTime = new Date().toISOString();
  tenant.deletedItems[application.id] = { ...application, deletedDateTime, _type: 'application' };
  delete tenant.applications[application.id];
  delete tenant.servicePrincipals[principal.id];
}
