import type { RunView, TenantView } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from '../testing/installation.ts';

let installation: Installation;
const signedIn: Record<string, { token: string; id: string }> = {};

beforeAll(async () => {
  installation = await startInstallation();
  for (const name of ['Contoso', 'Fabrikam']) {
    const tenant = installation.tenant(name);
    const admin = Object.values(tenant.users).find(({ _roles }) => _roles.includes(globalAdministrator));
    const login = admin?.userPrincipalName.split('@')[0] ?? '';
    signedIn[name] = { token: await installation.tokenOf(name, login), id: tenant.id };
    await installation.approve(name, login);
    await connect(name, 'look');
  }
}, 240_000);
afterAll(() => installation.close());

const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const of = (name: string) => {
  const found = signedIn[name];
  if (!found) throw new Error(`Nobody of ${name} signed in`);
  return found;
};

async function connect(name: string, standingAccess: 'none' | 'look') {
  const { token, id } = of(name);
  const plan = await installation.call<{ hash: string }>(token, 'POST', `/tenants/${id}/plans`, {
    choices: { standingAccess },
  });
  const body = { verb: 'connect', planHash: plan.body.hash };
  const run = await installation.call<RunView>(token, 'POST', `/tenants/${id}/runs`, body);
  const ended = await installation.ended(token, run.body.id);
  expect(ended.steps.find(({ id: stepId }) => stepId === 'allow-look')?.state).toBe('done');
}

const seen = async (name: string) => {
  const { token, id } = of(name);
  return (await installation.call<TenantView>(token, 'GET', `/tenants/${id}`)).body;
};
const open = ({ findings }: TenantView) =>
  findings.filter(({ state, severity }) => state === 'open' && severity !== 'info').map(({ kind }) => kind);

/** A check that somebody asks for, with nobody's sign-in used for it; what was sent for it. */
async function checked(name: string) {
  const { token, id } = of(name);
  const { log } = installation.emulator.cloud;
  const before = (await seen(name)).checks[0]?.at;
  const since = log.length;
  await installation.call(token, 'POST', `/tenants/${id}/check`);
  await expect.poll(async () => (await seen(name)).checks[0]?.at, { timeout: 120_000, interval: 200 }).not.toBe(before);
  const view = await seen(name);
  return { view, sent: log.slice(since).filter(({ service }) => service === 'graph' || service === 'identity') };
}

const assistantIn = (name: string) => {
  const tenant = installation.tenant(name);
  const client = installation.emulator.description.clients.find(({ redirectUris }) =>
    redirectUris.some((uri) => uri.endsWith('/consent-return')),
  );
  return Object.values(tenant.servicePrincipals).find(({ appId }) => appId === client?.clientId);
};

test('a check with nobody signed in reads Microsoft as the assistant itself, in this tenant alone, and writes nothing', async () => {
  const { view, sent } = await checked('Contoso');

  const graph = sent.filter(({ service }) => service === 'graph');
  expect(graph.length).toBeGreaterThan(0);
  expect(sent.filter(({ write }) => write)).toEqual([]);
  expect(graph.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/$batch'))).toEqual([]);
  const who = new Set(graph.flatMap(({ tenantId, clientId }) => (clientId ? [`${tenantId} ${clientId}`] : [])));
  expect([...who]).toEqual([`${of('Contoso').id} ${assistantIn('Contoso')?.appId}`]);
  expect(open(view)).toEqual([]);
  const unseen = view.checks[0]?.unseen.map(({ stepId }) => stepId) ?? [];
  expect(unseen).toEqual(expect.arrayContaining(['set-legacy-auth', 'approve-assistant']));
  expect(unseen).not.toContain('grant-permissions');
});

test('a check right after a connect believes no reader that is behind', async () => {
  const { faults } = installation.emulator.cloud.world.weather;
  const { applications } = installation.tenant('Fabrikam');
  const ours = Object.values(applications).find(({ tags }) => tags.includes('vplus-setup'));
  const match = { method: 'GET', path: `servicePrincipals.*${ours?.appId}` };
  faults.push({ id: 'behind', match, nth: 1, times: 4, effect: { kind: 'stale' }, _seen: 0, _hit: 0 });

  const { view } = await checked('Fabrikam');

  expect(faults.find(({ id }) => id === 'behind')?._hit).toBe(4);
  expect(open(view)).toEqual([]);
  expect(view.checks[0]?.unseen.map(({ stepId }) => stepId)).not.toContain('grant-permissions');
}, 120_000);

test('what somebody changed in one tenant is told of that tenant, with no token of another', async () => {
  // Long after the connect, so that three looks are enough to believe it.
  installation.later(3 * 60_000);
  const tenant = installation.tenant('Fabrikam');
  const assistant = assistantIn('Fabrikam')?.id;
  const [grant] = Object.values(tenant.appRoleAssignments).filter(
    ({ principalDisplayName, principalId }) => principalDisplayName?.startsWith('vPlus') && principalId !== assistant,
  );
  delete tenant.appRoleAssignments[grant?.id ?? ''];

  const fabrikam = await checked('Fabrikam');
  const contoso = await checked('Contoso');

  expect(open(fabrikam.view)).toEqual(['permission-missing']);
  expect(open(contoso.view)).toEqual([]);
  const tenantsOf = ({ sent }: typeof contoso) => new Set(sent.flatMap(({ tenantId }) => tenantId ?? []));
  expect([...tenantsOf(fabrikam)]).toEqual([of('Fabrikam').id]);
  expect([...tenantsOf(contoso)]).toEqual([of('Contoso').id]);
});

test('a permission that was taken away from the assistant is told, and a new plan gives it back', async () => {
  const tenant = installation.tenant('Contoso');
  const id = assistantIn('Contoso')?.id;
  for (const [key, one] of Object.entries(tenant.appRoleAssignments))
    if (one.principalId === id) delete tenant.appRoleAssignments[key];
  // Until then it could be replication.
  installation.later(25 * 60_000);

  const { view, sent } = await checked('Contoso');

  expect(open(view)).toEqual(['standing-access-gone']);
  expect(sent.filter(({ service }) => service === 'graph')).toEqual([]);
  await connect('Contoso', 'look');
  expect(open(await seen('Contoso'))).toEqual([]);
  expect(open((await checked('Contoso')).view)).toEqual([]);
});

test('who chooses nothing again is not looked at any more at Microsoft', async () => {
  await connect('Contoso', 'none');

  const { view, sent } = await checked('Contoso');

  expect(sent).toEqual([]);
  expect(open(view)).toEqual([]);
  expect(view.connection?.choices?.standingAccess).toBe('none');
});
