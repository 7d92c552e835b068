import { afterAll, beforeAll, expect, test } from 'vitest';
import { directoryRoles } from '../seed/roles.ts';
import { openPractice } from './testing.ts';

let practice: Awaited<ReturnType<typeof openPractice>>;
beforeAll(async () => {
  practice = await openPractice();
});
afterAll(() => practice.close());

const eligible = "roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')";

test('roles that wait in Privileged Identity Management are listed to the person, with the scope for it', async () => {
  const scopes = ['RoleEligibilitySchedule.Read.Directory'];

  const diego = await practice.as('diego', 'contoso', scopes)('GET', eligible);
  const adele = await practice.as('adele', 'contoso', scopes)('GET', eligible);
  const without = await practice.as('diego')('GET', eligible);

  expect(diego.body.value).toMatchObject([{ roleDefinitionId: directoryRoles['Global Administrator'] }]);
  expect(adele.body.value).toEqual([]);
  expect(without.status).toBe(403);
});

test('a policy for workload identities shows as one, and blocks applications of the tenant itself', async () => {
  const { emulator } = practice;
  const daemon = emulator.description.clients.find(({ kind }) => kind === 'daemon');
  if (!daemon) throw new Error('No daemon');
  const signIn = async (): Promise<{ error_codes?: number[] }> => {
    const answer = await fetch(`${emulator.origins.identity}/${practice.tenant('contoso').id}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: daemon.clientId,
        client_secret: daemon.secret ?? '',
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    return (await answer.json()) as { error_codes?: number[] };
  };
  const before = await signIn();
  practice.tenant('contoso').weather.conditionalAccess = { demand: 'block', at: 'client-credentials' };

  const policies = await practice.as('adele')('GET', 'identity/conditionalAccess/policies');
  const after = await signIn();

  expect(before.error_codes).toBeUndefined();
  expect(policies.body.value).toMatchObject([
    { conditions: { clientApplications: { includeServicePrincipals: ['ServicePrincipalsInMyTenant'] } } },
  ]);
  expect(after.error_codes).toEqual([53003]);
});
