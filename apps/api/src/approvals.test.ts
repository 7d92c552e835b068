import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApprovalLink, ApprovalView, RecordView, RunView, TenantView } from '@vplus/contracts';
import { openStore, readVaultKey } from '@vplus/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgeries } from './testing/forged-token.ts';
import { wids } from './testing/identity-server.ts';
import { type Installation, type Message, startInstallation } from './testing/installation.ts';

let installation: Installation;
let lee: string;
let contoso: string;

beforeAll(async () => {
  installation = await startInstallation({ hurried: true });
  contoso = installation.tenant('Contoso').id;
  await installation.approve('Contoso', 'adele');
  lee = await installation.tokenOf('Contoso', 'lee');
});
afterAll(() => installation.close());

test('a run goes as far as its administrator may, then waits for one who may do the rest', async () => {
  const run = await waiting(lee, contoso);

  const grants = run.steps.find(({ id }) => id === 'grant-permissions');
  expect(grants).toMatchObject({
    state: 'needs-you',
    ask: { kind: 'role', anyOf: ['global-administrator', 'privileged-role-administrator'] },
    wait: { nextTry: expect.any(String) },
  });
  expect(grants?.rows.filter(({ state }) => state === 'done')).toHaveLength(6);
  expect(run.steps.find(({ id }) => id === 'add-secret')?.state).toBe('done');
});

test('a link shows exactly what is missing, to the people of its tenant only', async () => {
  const link = await newLink(await waiting(lee, contoso));
  const address = `/approvals/${link.id}`;

  const seen = async (tenant: string, login: string) => {
    const token = await installation.tokenOf(tenant, login);
    return installation.call<ApprovalView>(token, 'GET', address);
  };
  const adele = await seen('Contoso', 'adele');

  expect(link.url).toMatch(new RegExp(`^http://localhost:\\d+/approve/${link.id}$`));
  expect(adele.body).toMatchObject({
    state: 'open',
    waiting: true,
    madeBy: 'Lee Gu',
    tenant: { id: contoso, name: 'Contoso' },
    plan: { applicationName: 'vPlus Backup', vplusServer: { id: 'practice' } },
    clientId: expect.any(String),
    asks: [{ id: 'grant-permissions' }],
    mayApprove: true,
  });
  expect(adele.body.permissions).toHaveLength(40);
  expect(new Set(adele.body.permissions.map(({ api }) => api))).toEqual(new Set(['Microsoft Graph']));
  expect((await seen('Contoso', 'lee')).body).toMatchObject({ mayApprove: false });
  expect((await seen('Contoso', 'nestor')).body).toMatchObject({ mayApprove: false });
  expect((await seen('Contoso', 'isaiah')).status).toBe(404);
  expect((await seen('Fabrikam', 'fatima')).status).toBe(404);
  expect((await seen('Practice Operator', 'operator')).status).toBe(404);
});

test('before a sign-in a link says who asks and for whom, and nothing once it is closed', async () => {
  const link = await newLink(await waiting(lee, contoso));
  const asked = () => installation.call(null, 'GET', `/approvals/${link.id}/request`);

  const open = await asked();
  await installation.call(lee, 'DELETE', `/approvals/${link.id}`);

  expect(open).toMatchObject({ status: 200 });
  expect(open.body).toEqual({
    state: 'open',
    request: {
      madeBy: 'Lee Gu',
      tenantName: 'Contoso',
      primaryDomain: 'contoso.example',
      expiresAt: expect.any(String),
    },
  });
  expect((await asked()).body).toEqual({ state: 'revoked', request: null });
});

test('who lacks the role approves nothing, nor does whoever was shown something else', async () => {
  const link = await newLink(await waiting(lee, contoso));
  const adele = await installation.tokenOf('Contoso', 'adele');
  const { hash } = await shown(adele, link);

  const tooLow = await approve(lee, link, hash);
  const other = await approve(adele, link, 'a'.repeat(64));
  const foreign = await approve(await installation.tokenOf('Fabrikam', 'fatima'), link, hash);

  expect(tooLow).toMatchObject({ status: 403, body: { code: 'role-missing' } });
  expect(other).toMatchObject({ status: 409, body: { code: 'plan-changed' } });
  expect(foreign.status).toBe(404);
  expect(await shown(adele, link)).toMatchObject({ state: 'open', waiting: true });
});

test('a link that was taken back approves nothing', async () => {
  const run = await waiting(lee, contoso);
  const adele = await installation.tokenOf('Contoso', 'adele');
  const revoked = await newLink(run);
  const { hash } = await shown(adele, revoked);
  const stranger = await installation.tokenOf('Fabrikam', 'fatima');
  const refused = await installation.call(stranger, 'DELETE', `/approvals/${revoked.id}`);
  await installation.call(lee, 'DELETE', `/approvals/${revoked.id}`);
  const { approvals } = await links(run);

  expect(refused.status).toBe(404);
  expect(await approve(adele, revoked, hash)).toMatchObject({ status: 410, body: { code: 'approval-revoked' } });
  expect(await shown(adele, revoked)).toMatchObject({ state: 'revoked', endedBy: 'Lee Gu' });
  expect(approvals[0]).toMatchObject({ id: revoked.id, state: 'revoked' });
});

test('what somebody changed meanwhile is not approved blindly', async () => {
  const run = await waiting(lee, contoso);
  const link = await newLink(run);
  const adele = await installation.tokenOf('Contoso', 'adele');
  const { hash, clientId } = await shown(adele, link);
  const application = Object.values(installation.tenant('Contoso').applications).find(
    ({ appId }) => appId === clientId,
  );
  const declared = structuredClone(application?.requiredResourceAccess ?? []);
  application?.requiredResourceAccess.pop();

  const refused = await approve(adele, link, hash);
  Object.assign(application ?? {}, { requiredResourceAccess: declared });

  expect(refused).toMatchObject({
    status: 409,
    body: { code: 'plan-changed', detail: expect.stringContaining('its declared permissions') },
  });
  expect(await shown(adele, link)).toMatchObject({ state: 'open', waiting: true });
});

test('goes on looking after a restart of the process', async () => {
  const run = await waiting(lee, contoso);

  await installation.restart();
  const again = await installation.watch(lee, run.id, { until: (message) => isWatched(message) });

  expect(again.some((message) => isWatched(message))).toBe(true);
});

test('with an approval the run finishes without the first person, who sees it, and the link is used up', async () => {
  const run = await waiting(lee, contoso);
  const link = await newLink(run);
  const adele = await installation.tokenOf('Contoso', 'adele');
  const { hash } = await shown(adele, link);
  const live = installation.watch(lee, run.id);

  const [one, two] = await Promise.all([approve(adele, link, hash), approve(adele, link, hash)]);
  const messages = await live;
  const after = await shown(adele, link);

  const [won, lost] = one.status === 200 ? [one, two] : [two, one];
  expect(won.status).toBe(200);
  expect(lost).toMatchObject({ status: 409, body: { code: expect.stringMatching(/^approval-(used|not-needed)$/) } });
  expect(messages.at(-1)).toMatchObject({ data: { connected: true, runState: expect.stringMatching(/^done/) } });
  expect(messages.map(({ data }) => ('text' in data ? data.text : ''))).toContain('Approved by Adele Vance');
  expect(after).toMatchObject({ state: 'approved', endedBy: 'Adele Vance', waiting: false });
  expect((await approve(adele, link, hash)).body).toMatchObject({ code: 'approval-used' });
  const { body } = await installation.call<TenantView>(lee, 'GET', `/tenants/${contoso}`);
  expect(body.permissionsGranted).toBe(46);
  expect(body.history.map(({ who, what }) => `${who}: ${what}`)).toEqual(
    expect.arrayContaining([
      'Adele Vance: Approved by the link of Lee Gu',
      expect.stringMatching(/^Lee Gu: Made an approval link, good until /),
      'Lee Gu: Took back the approval link of Lee Gu',
    ]),
  );
  const record = await installation.call<RecordView>(lee, 'GET', `/runs/${run.id}/record`);
  const deeds = record.body.facts.deeds.map(({ who, what }) => `${who}: ${what}`);
  expect([deeds.at(0), deeds.at(-1)]).toEqual([
    'Lee Gu: Started: connect',
    'Adele Vance: Approved by the link of Lee Gu',
  ]);
  const applications = Object.values(installation.tenant('Contoso').applications);
  const [ours, ...twins] = applications.filter(({ uniqueName }) => uniqueName?.startsWith('vplus-'));
  expect(twins).toEqual([]);
  expect(ours?.passwordCredentials).toHaveLength(1);

  await installation.restart(async () => {
    const store = await openStore({
      database: { kind: 'pglite', folder: join(installation.folder, 'database') },
      vaultKey: readVaultKey({ file: join(installation.folder, 'vault.key'), env: undefined }),
    });
    const kept = await Promise.all(
      ['graph-token', 'client-secret'].map((purpose) => store.vault(run.id).open(purpose)),
    );
    await store.close();
    expect(kept).toEqual([null, null]);
  });
  const files = readdirSync(join(installation.folder, 'database'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  const markers = [adele, adele.split('.')[2] ?? adele, Buffer.from('{"typ":"JWT"').toString('base64').slice(0, 12)];
  for (const marker of markers)
    for (const place of [...files, ...installation.lines, JSON.stringify(messages)])
      expect(place.includes(marker)).toBe(false);
});

test('the record of the run says who asked for the approval and who gave it', async () => {
  const { body } = await installation.call<TenantView>(lee, 'GET', `/tenants/${contoso}`);
  const { body: record } = await installation.call<RecordView>(lee, 'GET', `/runs/${body.latestRun?.id}/record`);

  expect(record.facts.deeds.map(({ who, what }) => `${who}: ${what}`)).toEqual(
    expect.arrayContaining([
      'Lee Gu: Started: connect',
      expect.stringMatching(/^Lee Gu: Made an approval link/),
      expect.stringMatching(/^Adele Vance: Approved by the link of Lee Gu$/),
    ]),
  );
});

test('a link can be made as soon as a step asks, and nobody is told that it is not needed while others still work', async () => {
  const token = await administrator('Northwind Traders', 'noah', 'nadia');
  const tenantId = installation.tenant('Northwind Traders').id;
  installation.emulator.cloud.world.weather.faults.push({
    id: 'slow',
    match: { service: 'graph', method: 'POST', path: 'addPassword', tenantId },
    nth: 1,
    times: 1,
    effect: { kind: 'delay', ms: 8000 },
    _seen: 0,
    _hit: 0,
  });
  const run = await installation.connect(token, tenantId);
  await installation.watch(token, run.id, { until: (message) => isWatched(message) });

  const link = await newLink(run, { token });

  const nadia = await installation.tokenOf('Northwind Traders', 'nadia');
  expect(await shown(nadia, link)).toMatchObject({ state: 'open', waiting: false, run: { state: 'working' } });
  await expect.poll(async () => (await shown(nadia, link)).waiting).toBe(true);
});

test('a grant that is made in the portal is noticed, and the run goes on by itself', async () => {
  const token = await administrator('Tailspin Toys', 'tom', 'tara');
  const run = await waiting(token, installation.tenant('Tailspin Toys').id);

  grantInThePortal('Tailspin Toys');
  const ended = await installation.ended(token, run.id);

  expect(ended).toMatchObject({ connected: true, startedBy: 'Tom Nguyen' });
});

test('when the sign-in has ended it looks no more and says so, and an approval still brings the run on', async () => {
  const token = await administrator('Adventure Works', 'aaron', 'anna');
  const tenantId = installation.tenant('Adventure Works').id;
  const run = await waiting(token, tenantId);
  const { weather } = installation.emulator.cloud.world;
  weather.faults.push({
    id: 'expired',
    match: { service: 'graph', method: 'GET', path: 'appRoleAssignments', tenantId },
    nth: 1,
    times: 1,
    effect: { kind: 'token-expired' },
    _seen: 0,
    _hit: 0,
  });

  await installation.watch(token, run.id, { until: (message) => isLeftAlone(message) });
  const parked = (await installation.call<RunView>(token, 'GET', `/runs/${run.id}`)).body;
  const link = await newLink(run, { token });
  const anna = await installation.tokenOf('Adventure Works', 'anna');
  const { hash } = await shown(anna, link);
  await approve(anna, link, hash);
  const ended = await installation.ended(token, run.id);

  expect(parked.state).toBe('needs-you');
  expect(parked.steps.find(({ ask }) => ask?.kind === 'role')?.wait).toBeUndefined();
  expect(ended).toMatchObject({ connected: true });
});

test('who may grant but not register waits at the start, and nothing is approved in a tenant that moved since', async () => {
  const fabrikam = installation.tenant('Fabrikam');
  fabrikam.authorizationPolicy.allowedToCreateApps = false;
  const token = await administrator('Fabrikam', 'frida', 'fatima', wids.privilegedRoleAdministrator);
  const run = await waiting(token, fabrikam.id, 'register-application');
  const link = await newLink(run, { token });
  const fatima = await installation.tokenOf('Fabrikam', 'fatima');
  const asked = await shown(fatima, link);
  const services = fabrikam.servicePrincipals;
  const sharePoint = Object.values(services).find(({ appId }) => appId === '00000003-0000-0ff1-ce00-000000000000');

  delete services[sharePoint?.id ?? ''];
  const moved = await approve(fatima, link, asked.hash);
  if (sharePoint) services[sharePoint.id] = sharePoint;
  const approved = await approve(fatima, link, asked.hash);
  const ended = await installation.ended(token, run.id);

  expect(asked).toMatchObject({ clientId: null, asks: [{ id: 'register-application' }], mayApprove: true });
  expect(asked.next).toContain('Grant the permissions');
  expect(asked.permissions).toHaveLength(46);
  expect(moved).toMatchObject({ status: 409, body: { code: 'plan-changed', differences: expect.any(Array) } });
  expect(approved.status).toBe(200);
  expect(ended).toMatchObject({ connected: true, startedBy: 'Frida Lind' });
});

test('a link that has expired approves nothing', async () => {
  const token = await administrator('Wingtip Toys', 'wes', 'wilma');
  const run = await waiting(token, installation.tenant('Wingtip Toys').id);
  const link = await newLink(run, { token, days: 1 });
  const wilma = await installation.tokenOf('Wingtip Toys', 'wilma');
  const { hash } = await shown(wilma, link);
  const dayAndMoreMs = 25 * 3600_000;
  const exp = Math.floor((Date.now() + dayAndMoreMs) / 1000) + 3600;
  const tomorrow = await forgeries(installation.emulator, wilma).saying({ exp });

  installation.later(dayAndMoreMs);

  expect(await shown(tomorrow, link)).toMatchObject({ state: 'expired' });
  expect(await approve(tomorrow, link, hash)).toMatchObject({ status: 410, body: { code: 'approval-expired' } });
});

/** Somebody who may do a part of it, usually register but not grant, in a tenant where `approver` has approved the assistant. */
async function administrator(
  tenantName: string,
  login: string,
  approver: string,
  role = wids.cloudApplicationAdministrator,
): Promise<string> {
  const { users } = installation.tenant(tenantName);
  const person = Object.values(users).find(({ userPrincipalName }) => userPrincipalName.startsWith(login));
  person?._roles.push(role);
  await installation.approve(tenantName, approver);
  return installation.tokenOf(tenantName, login);
}

/** A run of this person that waits for a role: the one that does already, or a new one. */
async function waiting(token: string, tenantId: string, step = 'grant-permissions'): Promise<RunView> {
  const { body } = await installation.call<{ liveRunId: string | null }>(token, 'GET', `/tenants/${tenantId}/arrival`);
  const id = body.liveRunId ?? (await installation.connect(token, tenantId)).id;
  await installation.watch(token, id, { until: (message) => isWatched(message, step) });
  await expect
    .poll(async () => (await installation.call<RunView>(token, 'GET', `/runs/${id}`)).body.state)
    .toBe('needs-you');
  return (await installation.call<RunView>(token, 'GET', `/runs/${id}`)).body;
}

const stepIn = ({ event, data }: Message, id: string) =>
  event === 'view' ? data.steps.find((step) => step.id === id) : data.step?.id === id ? data.step : undefined;

function isWatched(message: Message, id = 'grant-permissions'): boolean {
  const step = stepIn(message, id);
  return step?.state === 'needs-you' && step.wait !== undefined;
}

function isLeftAlone(message: Message): boolean {
  const step = stepIn(message, 'grant-permissions');
  return step?.state === 'needs-you' && step.wait === undefined;
}

async function newLink(run: RunView, { token = lee, ...body }: { token?: string; days?: number } = {}) {
  const made = await installation.call<ApprovalLink>(token, 'POST', `/runs/${run.id}/approvals`, body);
  expect(made.status).toBe(200);
  return made.body;
}

const links = async (run: RunView) =>
  (await installation.call<{ approvals: ApprovalLink[] }>(lee, 'GET', `/runs/${run.id}/approvals`)).body;

const shown = async (token: string, link: ApprovalLink) =>
  (await installation.call<ApprovalView>(token, 'GET', `/approvals/${link.id}`)).body;

const approve = (token: string, link: ApprovalLink, hash: string) =>
  installation.call(token, 'POST', `/approvals/${link.id}/approve`, { hash });

/** What "Grant admin consent" does: everything that the application declares is granted. */
function grantInThePortal(tenantName: string): void {
  const { applications, servicePrincipals, appRoleAssignments } = installation.tenant(tenantName);
  const application = Object.values(applications).find(({ uniqueName }) => uniqueName?.startsWith('vplus-'));
  const principals = Object.values(servicePrincipals);
  const ours = principals.find(({ appId }) => appId === application?.appId);
  for (const { resourceAppId, resourceAccess } of application?.requiredResourceAccess ?? []) {
    const resource = principals.find(({ appId }) => appId === resourceAppId);
    for (const { id: appRoleId } of resourceAccess) {
      const id = `portal-${resource?.id}-${appRoleId}`;
      const there = Object.values(appRoleAssignments).some(
        (one) => one.principalId === ours?.id && one.resourceId === resource?.id && one.appRoleId === appRoleId,
      );
      if (there || !ours || !resource) continue;
      appRoleAssignments[id] = {
        id,
        appRoleId,
        principalId: ours.id,
        principalType: 'ServicePrincipal',
        principalDisplayName: ours.displayName,
        resourceId: resource.id,
        resourceDisplayName: resource.displayName,
        createdDateTime: new Date().toISOString(),
      };
    }
  }
}
