import { Client, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { microsoftGraph } from '../seed/apis.ts';
import { vendorTable } from '../seed/vendor-table.ts';
import { assistantScopes, openPractice, type Practice } from './testing.ts';

let practice: Practice;
beforeEach(async () => {
  practice = await openPractice();
});
afterEach(() => practice.close());

test('Microsoft’s own client connects a tenant from registration to a proved application', async () => {
  const contoso = practice.tenant('contoso');
  const megan = practice.person('megan', contoso);
  const graph = clientWith(() =>
    practice.tokenWith({ tid: contoso.id, oid: megan.id, scp: assistantScopes.join(' ') }),
  );
  const requiredResourceAccess = declared();

  const application = await graph
    .api("/applications(uniqueName='vplus-first-run')")
    .header('Prefer', 'create-if-missing')
    .patch({
      displayName: 'vPlus',
      signInAudience: 'AzureADMyOrg',
      tags: ['vplus'],
      notes: 'practice',
      requiredResourceAccess,
    });
  practice.pass(2000);
  const principal = await graph
    .api(`/servicePrincipals(appId='${application.appId}')`)
    .header('Prefer', 'create-if-missing')
    .patch({ tags: ['WindowsAzureActiveDirectoryIntegratedApp'], accountEnabled: true });
  practice.pass(2000);
  const apis = await Promise.all(
    requiredResourceAccess.map(({ resourceAppId }) =>
      graph.api(`/servicePrincipals(appId='${resourceAppId}')`).select('id,appId').get(),
    ),
  );
  const idOf = new Map<string, string>(apis.map((api) => [api.appId, api.id]));
  const answers = await Promise.all(
    batchesOf(20).map((rows) =>
      graph.api('/$batch').post({
        requests: rows.map((row) => ({
          id: String(row.row),
          method: 'POST',
          url: `/servicePrincipals/${idOf.get(row.resourceAppId)}/appRoleAssignedTo`,
          headers: { 'Content-Type': 'application/json' },
          body: { principalId: principal.id, resourceId: idOf.get(row.resourceAppId), appRoleId: row.appRoleId },
        })),
      }),
    ),
  );
  const secret = await graph
    .api(`/applications/${application.id}/addPassword`)
    .post({ passwordCredential: { displayName: 'vPlus' } });
  practice.pass(3000);

  expect(answers.flatMap((answer) => answer.responses).map((item) => item.status)).toEqual(Array(46).fill(201));
  const grants = await graph.api(`/servicePrincipals/${principal.id}/appRoleAssignments`).top(999).get();
  const appIdOf = new Map(apis.map((api) => [api.id, api.appId]));
  const granted = grants.value.map(
    (grant: { resourceId: string; appRoleId: string }) => `${appIdOf.get(grant.resourceId)} ${grant.appRoleId}`,
  );
  expect(granted.toSorted()).toEqual(vendorTable.map((row) => `${row.resourceAppId} ${row.appRoleId}`).toSorted());

  const token = await appOnlyToken(contoso.id, application.appId, secret.secretText);
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  const wanted = vendorTable.filter((row) => row.resourceAppId === microsoftGraph).map((row) => row.permission);
  expect(claims.roles.toSorted()).toEqual(wanted.toSorted());
  const proof = clientWith(() => Promise.resolve(token));
  const person = (
    await proof
      .api('/users')
      .filter("accountEnabled eq true and userType eq 'Member'")
      .select('id,mail,assignedPlans')
      .top(1)
      .get()
  ).value[0];
  for (const path of [
    '/groups?$top=1&$select=id',
    `/users/${person.id}/mailFolders/inbox?$select=id`,
    `/users/${person.id}/calendars?$top=1&$select=id`,
    `/users/${person.id}/contactFolders?$top=1&$select=id`,
    `/users/${person.id}/mailboxSettings?$select=timeZone`,
    `/users/${person.id}/drive?$select=id,driveType`,
    '/sites/root?$select=id,webUrl',
  ]) {
    expect(await proof.api(path).get(), path).toHaveProperty('@odata.context');
  }
  const [team] = (await proof.api('/teams?$top=1&$select=id').get()).value;
  expect((await proof.api(`/teams/${team.id}/channels?$select=id`).get()).value).toHaveLength(1);
});

/** The 46 rows as an application declares them. */
function declared() {
  return [...Map.groupBy(vendorTable, (row) => row.resourceAppId)].map(([resourceAppId, rows]) => ({
    resourceAppId,
    resourceAccess: rows.map((row) => ({ id: row.appRoleId, type: 'Role' })),
  }));
}

function batchesOf(size: number) {
  return Array.from({ length: Math.ceil(vendorTable.length / size) }, (_, index) =>
    vendorTable.slice(index * size, (index + 1) * size),
  );
}

async function appOnlyToken(tenantId: string, clientId: string, secret: string): Promise<string> {
  const response = await fetch(`${practice.emulator.origins.identity}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  expect(response.status).toBe(200);
  const answer = (await response.json()) as { access_token: string };
  return answer.access_token;
}

/** The client's own middleware attaches tokens only to Microsoft's hosts. */
function clientWith(token: () => Promise<string>): Client {
  const middleware: Middleware = {
    async execute(context: Context) {
      const headers = new Headers(context.options?.headers as Record<string, string>);
      headers.set('authorization', `Bearer ${await token()}`);
      context.response = await fetch(context.request, { ...(context.options as RequestInit), headers });
    },
  };
  return Client.initWithMiddleware({ baseUrl: practice.emulator.origins.graph, middleware });
}
