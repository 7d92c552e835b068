import { randomUUID } from 'node:crypto';
import type { Tenant } from '@vplus/emulator';
import { render, rendered } from '@vplus/messages';
import { afterEach, expect, test } from 'vitest';
import { runVerify } from '../run/verbs.ts';
import type { StepId } from '../steps/steps.ts';
import { connectIn, foundIn, planIn } from '../testing/found.ts';
import { type Practice, startPractice } from '../testing/practice.ts';
import { consentWords } from './entrances.ts';

let practice: Practice;
afterEach(() => practice.close());

type Application = Tenant['applications'][string];
type ServicePrincipal = Tenant['servicePrincipals'][string];

interface Made {
  tenant: Tenant;
  application: Application;
  principal: ServicePrincipal;
}
interface Case {
  what: string;
  step: StepId;
  /** What the check says of it, and what it means. */
  says: RegExp;
  add(made: Made): void;
}

const somebody = (tenant: Tenant): string => {
  const id = Object.keys(tenant.users)[0];
  if (!id) throw new Error('Nobody lives here');
  return id;
};

const graphRole = (tenant: Tenant, value: string) => {
  const graph = Object.values(tenant.servicePrincipals).find(({ displayName }) => displayName === 'Microsoft Graph');
  const role = graph?.appRoles.find((one) => one.value === value);
  if (!graph || !role) throw new Error(`No ${value}`);
  return { resourceId: graph.id, resourceDisplayName: graph.displayName, appRoleId: role.id };
};

const removable: Case[] = [
  {
    what: 'a 47th permission',
    step: 'grant-permissions',
    says: /RoleManagement\.ReadWrite\.Directory \(Microsoft Graph\) is granted.*Global Administrator/,
    add: ({ tenant, principal }) => {
      const id = 'A'.repeat(43);
      tenant.appRoleAssignments[id] = {
        id,
        createdDateTime: '2026-11-30T00:00:00Z',
        deletedDateTime: null,
        principalDisplayName: principal.displayName,
        principalId: principal.id,
        principalType: 'ServicePrincipal',
        ...graphRole(tenant, 'RoleManagement.ReadWrite.Directory'),
      } as Tenant['appRoleAssignments'][string];
    },
  },
  {
    what: 'an owner of the application',
    step: 'remove-leftovers',
    says: /The application has 1 owner, who could add credentials/,
    add: ({ tenant, application }) => void application._owners.push(somebody(tenant)),
  },
  {
    what: 'an owner of the service principal',
    step: 'remove-leftovers',
    says: /The enterprise application has 1 owner, who could add credentials/,
    add: ({ tenant, principal }) => void principal._owners.push(somebody(tenant)),
  },
  {
    what: 'a deactivated application',
    step: 'register-application',
    says: /deactivated.*no backup can run/,
    add: ({ application }) => {
      application.isDisabled = true;
    },
  },
  {
    what: 'a deactivated service principal',
    step: 'create-service-principal',
    says: /deactivated.*no backup can run/,
    add: ({ principal }) => {
      principal.isDisabled = true;
    },
  },
  {
    what: 'sign-in that is turned off',
    step: 'create-service-principal',
    says: /Sign-in is turned off.*no backup can run/,
    add: ({ principal }) => {
      principal.accountEnabled = false;
    },
  },
  ...(['web', 'spa', 'publicClient'] as const).map(
    (platform): Case => ({
      what: `a redirect address (${platform})`,
      step: 'register-application',
      says: /redirect address https:\/\/evil\.example\/back was added: sign-ins/,
      add: ({ application }: Made) => void application[platform].redirectUris.push('https://evil.example/back'),
    }),
  ),
  {
    what: 'implicit grant',
    step: 'register-application',
    says: /Implicit grant was turned on/,
    add: ({ application }) => {
      application.web.implicitGrantSettings.enableAccessTokenIssuance = true;
    },
  },
  {
    what: 'public client flows',
    step: 'register-application',
    says: /Public client flows were turned on/,
    add: ({ application }) => {
      application.isFallbackPublicClient = true;
    },
  },
  {
    what: 'an identifier',
    step: 'register-application',
    says: /identifier api:\/\/evil was added/,
    add: ({ application }) => void application.identifierUris.push('api://evil'),
  },
  {
    what: 'a wider audience',
    step: 'register-application',
    says: /its audience \(other organizations can sign in to it\)/,
    add: ({ application }) => {
      application.signInAudience = 'AzureADMultipleOrgs';
    },
  },
  {
    what: 'a declared permission more',
    step: 'register-application',
    says: /its declared permissions/,
    add: ({ tenant, application }) =>
      void application.requiredResourceAccess[0]?.resourceAccess.push({
        id: graphRole(tenant, 'RoleManagement.ReadWrite.Directory').appRoleId,
        type: 'Role',
      }),
  },
  {
    what: 'a secret of somebody',
    step: 'remove-leftovers',
    says: /The client secret "of somebody" is not from this assistant: whoever has it can sign in/,
    add: ({ application }) =>
      void application.passwordCredentials.push({
        keyId: randomUUID(),
        displayName: 'of somebody',
        hint: 'abc',
        customKeyIdentifier: null,
        // Microsoft's schema lets it be null.
        startDateTime: null as unknown as string,
        endDateTime: '2028-01-01T00:00:00Z',
        _secret: 'a secret of somebody',
        _createdAt: 0,
      }),
  },
  {
    what: 'a federated credential',
    step: 'remove-leftovers',
    says: /federated credential "pipeline" is not from this assistant: workloads of https:\/\/token\.actions\.example can sign in/,
    add: ({ application }) => {
      application._federated = [
        {
          id: randomUUID(),
          name: 'pipeline',
          issuer: 'https://token.actions.example',
          subject: 'repo:evil/evil',
          description: null,
          audiences: ['api://AzureADTokenExchange'],
        },
      ];
    },
  },
];

test.each(removable)('a check tells of $what, and what the plan lists is removed', async ({ step, says, add }) => {
  practice = await startPractice();
  await connectIn(practice);
  const before = openIn(practice);
  add(madeIn(practice));
  const check = practice.newRun();
  practice.mark();

  expect(await runVerify(check)).toBe('failed');

  expect(check.record(step)).toMatchObject({ state: 'failed', detail: expect.stringMatching(says) });
  expect(practice.writes()).toEqual([]);
  const plan = await planIn(practice, { services: practice.newRun().services });
  const planned = rendered(plan.steps.find(({ id }) => id === step));
  expect(planned).toMatchObject({ action: 'change', summary: expect.stringMatching(says) });

  const listed = new Set(plan.steps.flatMap(({ removes = [] }) => removes.map(({ key }) => key)));
  const run = practice.newRun();
  run.services.mayRemove = (key) => listed.has(key);
  expect((await connectIn(practice, run)).outcome).toBe('done');
  expect(await runVerify(practice.newRun())).toBe('done');
  expect(openIn(practice)).toEqual(before);
});

test('what was added after the plan was approved stays, and is told', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const { application } = madeIn(practice);
  application.web.redirectUris.push('https://evil.example/back');
  const run = practice.newRun();
  run.services.mayRemove = () => false;

  expect((await connectIn(practice, run)).outcome).toBe('done-with-attention');

  expect(foundIn(practice).application.web.redirectUris).toEqual(['https://evil.example/back']);
  expect(run.record('register-application')?.detail).toMatch(/This is not in the approved plan and was left alone/);
});

test('consent of everybody to the application is told, with the way to remove it', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const { tenant, principal } = madeIn(practice);
  const { resourceId } = graphRole(tenant, 'User.Read.All');
  const id = 'B'.repeat(43);
  tenant.oauth2PermissionGrants[id] = {
    id,
    clientId: principal.id,
    consentType: 'AllPrincipals',
    principalId: null,
    resourceId,
    scope: 'Mail.Send Files.ReadWrite.All',
  };
  const check = practice.newRun();

  expect(await runVerify(check)).toBe('done-with-attention');

  expect(check.record('remove-leftovers')?.detail).toMatch(
    /on behalf of everybody in your organization \(Mail\.Send, Files\.ReadWrite\.All\).*If nobody else needs it, remove it in Microsoft Entra/,
  );
});

test.each([
  [['megan', 'megan'], 'on behalf of one person (User.Read):'],
  [['megan', 'lee'], 'on behalf of 2 people (User.Read):'],
])('who consents to several APIs is one person: %j', (people, says) => {
  const grants = people.map((principalId, at) => ({
    id: `grant-${at}`,
    consentType: 'Principal',
    principalId,
    resourceId: `api-${at}`,
    scope: 'User.Read',
  }));

  expect(render(consentWords(grants))).toContain(says);
});

test('consent without a scope leaves no empty brackets', () => {
  const grant = { id: 'grant', consentType: 'AllPrincipals', principalId: null, resourceId: 'api', scope: '' };

  expect(render(consentWords([grant]))).toContain('your organization (no scope named):');
});

test('a name and a note that their owner changed stay when something else is put right', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const { application, principal } = madeIn(practice);
  application.displayName = 'Backup of Contoso';
  application.notes = 'Ask Megan before you touch it.';
  principal.notes = 'Ask Megan.';
  application.signInAudience = 'AzureADMultipleOrgs';
  principal.accountEnabled = false;

  await connectIn(practice);

  const after = madeIn(practice);
  expect(after.application).toMatchObject({
    displayName: 'Backup of Contoso',
    notes: 'Ask Megan before you touch it.',
    signInAudience: 'AzureADMyOrg',
  });
  expect(after.principal).toMatchObject({ notes: 'Ask Megan.', accountEnabled: true });
});

function madeIn({ tenant }: Practice): Made {
  const { application } = foundIn(practice);
  const principal = Object.values(tenant.servicePrincipals).find(({ appId }) => appId === application.appId);
  if (!principal) throw new Error('No service principal');
  return { tenant, application, principal };
}

/** All that lets somebody in, as the practice cloud itself has it. */
function openIn(of: Practice) {
  const { application, principal } = madeIn(of);
  const { identifierUris, web, spa, publicClient, signInAudience, requiredResourceAccess } = application;
  return structuredClone({
    off: [Boolean(application.isDisabled), Boolean(principal.isDisabled), principal.accountEnabled],
    open: [identifierUris, web, spa, publicClient, signInAudience, Boolean(application.isFallbackPublicClient)],
    declared: requiredResourceAccess.map(({ resourceAccess }) => resourceAccess.map(({ id }) => id).toSorted()),
    owners: [application._owners, principal._owners],
    credentials: application.passwordCredentials.map(({ keyId }) => keyId),
    federated: application._federated ?? [],
    grants: Object.values(of.tenant.appRoleAssignments)
      .filter(({ principalId }) => principalId === principal.id)
      .map(({ appRoleId }) => appRoleId)
      .toSorted(),
  });
}
