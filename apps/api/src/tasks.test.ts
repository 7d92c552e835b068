import { createSecureContext } from 'node:tls';
import type { PlanView, Revealed, RunView, SomeChoices, TenantView } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, type Message, startInstallation } from './testing/installation.ts';

let installation: Installation;
let contoso: string;
let adele: string;
const secretAlone = { kind: 'secret' as const, days: 90 };

beforeAll(async () => {
  installation = await startInstallation();
  contoso = installation.tenant('Contoso').id;
  adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
});
afterAll(() => installation.close());

test('a hand-over shows the secret once, believes the list of vPlus, and is on record', async () => {
  const run = await connect(adele, contoso, { credential: secretAlone, registration: 'hand-over' });
  expect(run).toMatchObject({ state: 'needs-you', connected: false });
  const ask = askOf(run, 'register-organization');
  expect(ask).toMatchObject({ kind: 'task', reveal: ['client-secret'], answers: ['check-again', 'make-new'] });
  const clientId = ask.facts?.find(({ key }) => key === 'client-id')?.value;

  const [one, other] = await Promise.all([reveal(adele, run, 'client-secret'), reveal(adele, run, 'client-secret')]);

  expect([one.status, other.status].toSorted()).toEqual([200, 409]);
  const shown = (one.status === 200 ? one : other).body as Revealed;
  expect((one.status === 409 ? one : other).body).toMatchObject({ code: 'already-shown' });
  expect(one.headers.get('cache-control')).toBe('no-store');
  const early = await answered(adele, run, 'check-again');
  expect(early).toMatchObject({ state: 'needs-you' });
  expect(askOf(early, 'register-organization').text).toContain('does not list');
  await enter({ clientId, clientSecret: shown.what === 'client-secret' ? shown.value : '' });

  const ended = await installation.ended(adele, (await answered(adele, run, 'check-again', false)).id);

  expect(ended).toMatchObject({ connected: true });
  const step = ended.steps.find(({ id }) => id === 'register-organization');
  expect(step?.detail).toContain('Adele Vance entered its credential');
  expect(ended.steps.find(({ id }) => id === 'synchronize-inventory')?.state).toBe('done');
  const tenant = await installation.call<TenantView>(adele, 'GET', `/tenants/${contoso}`);
  expect(tenant.body.history.map(({ what }) => what)).toContain(`Was shown the client secret ${shown.keyId}`);
  expect(tenant.body.history.map(({ what }) => what)).toContain(
    'Answered "Register the organization on vPlus": the values are entered',
  );
  expect(installation.lines.join()).not.toContain(shown.what === 'client-secret' ? shown.value : '-');
  expect(await reveal(adele, run, 'client-secret')).toMatchObject({ status: 409, body: { code: 'nothing-to-show' } });
});

test('a forbidden secret by exemption: one more permission, one policy of ours, and none after a disconnect', async () => {
  const wanda = await installation.tokenOf('Woodgrove Bank', 'wanda');
  await installation.approve('Woodgrove Bank', 'wanda');
  const woodgrove = installation.tenant('Woodgrove Bank');
  const scope = 'Policy.ReadWrite.ApplicationConfiguration';
  const choices = { credentialPolicy: 'exempt' as const, credential: secretAlone, registration: 'api' as const };
  const run = await connect(wanda, woodgrove.id, choices);
  expect(run).toMatchObject({ state: 'needs-you', connected: false });
  expect(run.steps.find(({ id }) => id === 'exempt-application')?.ask).toMatchObject({ missingScopes: [scope] });
  expect(Object.values(woodgrove.appManagementPolicies)).toEqual([]);

  await installation.approve('Woodgrove Bank', 'wanda', scope);
  await installation.call(wanda, 'POST', `/runs/${run.id}/resume`);

  expect(await installation.ended(wanda, run.id)).toMatchObject({ connected: true });
  const [application] = Object.values(woodgrove.applications).filter(({ tags }) => tags.includes('vplus-setup'));
  expect(application?.passwordCredentials).toHaveLength(1);
  expect(Object.values(woodgrove.appManagementPolicies)).toMatchObject([{ _appliesTo: [application?.id] }]);
  const { body: again } = await installation.call<PlanView>(wanda, 'POST', `/tenants/${woodgrove.id}/plans`, {});
  expect(again).toMatchObject({ unchanged: true, choices });

  const started = await installation.disconnect(wanda, woodgrove.id);
  expect(await installation.ended(wanda, started.body.id)).toMatchObject({ state: 'done' });
  expect(Object.values(woodgrove.appManagementPolicies)).toEqual([]);
});

test('a certificate that vPlus has no field for opens with the password that is shown with it', async () => {
  const wanda = await installation.tokenOf('Woodgrove Bank', 'wanda');
  await installation.approve('Woodgrove Bank', 'wanda');
  const tenantId = installation.tenant('Woodgrove Bank').id;
  const run = await connect(wanda, tenantId, {
    credential: { kind: 'certificate', days: 90 },
    registration: 'hand-over',
  });

  const { body } = await reveal(wanda, run, 'certificate');

  if (body.what !== 'certificate') throw new Error('Not a certificate');
  const pfx = Buffer.from(body.pfx, 'base64');
  expect(() => createSecureContext({ pfx, passphrase: body.password })).not.toThrow();
});

test('who must make a new secret gets one, and the one that nobody has is gone', async () => {
  const fatima = await installation.tokenOf('Fabrikam', 'fatima');
  await installation.approve('Fabrikam', 'fatima');
  const run = await connect(fatima, installation.tenant('Fabrikam').id, {
    credential: secretAlone,
    registration: 'hand-over',
  });
  const lost = await reveal(fatima, run, 'client-secret');

  const again = await answered(fatima, run, 'make-new');
  const found = await reveal(fatima, again, 'client-secret');

  expect(found.status).toBe(200);
  const application = Object.values(installation.tenant('Fabrikam').applications).find(({ tags }) =>
    tags.includes('vplus-setup'),
  );
  expect(application?.passwordCredentials.map(({ keyId }) => keyId)).toEqual([found.body.keyId]);
  expect(found.body.keyId).not.toBe(lost.body.keyId);
});

test('EWS is checked again after the run has ended, with the secret that was kept for it', async () => {
  const anna = await installation.tokenOf('Adventure Works', 'anna');
  await installation.approve('Adventure Works', 'anna');
  const adventureWorks = installation.tenant('Adventure Works');
  const started = await connect(anna, adventureWorks.id, {});
  const run = await installation.ended(anna, started.id);
  expect(run).toMatchObject({ state: 'done-with-attention', connected: true });
  const { script } = askOf(run, 'allow-ews');
  adventureWorks.ews.enabled = true;

  const path = `/runs/${run.id}/answers`;
  const body = { stepId: 'allow-ews', answer: 'check-again' };
  expect((await installation.call(anna, 'POST', path, body)).status).toBe(200);

  const ended = await installation.ended(anna, run.id);
  expect(ended.state).toBe('done');
  const tenant = await installation.call<TenantView>(anna, 'GET', `/tenants/${adventureWorks.id}`);
  expect(tenant.body.history.map(({ what }) => what)).toContain(
    'Answered "Check access to Exchange Web Services": check again',
  );
  expect(script).toContain('Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy');
  expect(await installation.call(anna, 'POST', path, body)).toMatchObject({
    status: 409,
    body: { code: 'no-such-task' },
  });
});

test('one permission that is asked for by name: the run goes on once Microsoft lists it, and not before', async () => {
  const nadia = await installation.tokenOf('Northwind Traders', 'nadia');
  await installation.approve('Northwind Traders', 'nadia');
  const northwind = installation.tenant('Northwind Traders');
  const run = await connect(nadia, northwind.id, { legacyAuth: 'enable' });
  expect(run).toMatchObject({ state: 'needs-you', connected: true });

  const early = await installation.call(nadia, 'POST', `/runs/${run.id}/resume`);
  expect(early).toMatchObject({
    status: 403,
    body: { code: 'assistant-not-approved', missingScopes: ['SharePointTenantSettings.ReadWrite.All'] },
  });
  await installation.approve('Northwind Traders', 'nadia', 'SharePointTenantSettings.ReadWrite.All');
  await installation.call(nadia, 'POST', `/runs/${run.id}/resume`);

  expect(await installation.ended(nadia, run.id)).toMatchObject({ state: 'done-with-attention' });
  expect(northwind.sharepoint.isLegacyAuthProtocolsEnabled).toBe(true);
});

test('a check while the first synchronization still runs is not lost', async () => {
  const { vplus } = installation.emulator.cloud.world.weather;
  vplus.synchronizationMs = 600_000;
  const wilma = await installation.tokenOf('Wingtip Toys', 'wilma');
  await installation.approve('Wingtip Toys', 'wilma');
  const wingtip = installation.tenant('Wingtip Toys');
  wingtip.weather.throttling = null;
  const started = await connect(wilma, wingtip.id, {}, ({ data }) => 'connected' in data && data.connected);
  wingtip.ews.allowedAppIds = null;

  const path = `/runs/${started.id}/answers`;
  await installation.call(wilma, 'POST', path, { stepId: 'allow-ews', answer: 'check-again' });

  await installation.watch(wilma, started.id, {
    until: ({ data }) => 'step' in data && data.step?.id === 'allow-ews' && data.step.state === 'done',
  });
  vplus.synchronizationMs = 500;
  expect(await installation.ended(wilma, started.id)).toMatchObject({ state: 'done' });
});

async function connect(token: string, tenantId: string, choices: SomeChoices, until = isAtRest): Promise<RunView> {
  const plan = await installation.call<PlanView>(token, 'POST', `/tenants/${tenantId}/plans`, { choices });
  expect(plan.status).toBe(200);
  const started = await installation.call<RunView>(token, 'POST', `/tenants/${tenantId}/runs`, {
    verb: 'connect',
    planHash: plan.body.hash,
  });
  return resting(token, started.body.id, until);
}

const reveal = (token: string, run: RunView, what: string) =>
  installation.call<Revealed>(token, 'POST', `/runs/${run.id}/reveal`, { what });

async function answered(token: string, run: RunView, answer: string, rests = true): Promise<RunView> {
  const body = { stepId: 'register-organization', answer };
  const { body: view } = await installation.call<RunView>(token, 'POST', `/runs/${run.id}/answers`, body);
  return rests ? resting(token, view.id) : view;
}

const isAtRest = ({ data }: Message): boolean => {
  const state = 'runState' in data ? data.runState : data.state;
  return state === 'needs-you' || state.startsWith('done') || state === 'failed';
};

/** The run when it waits for a person, or has ended. */
async function resting(token: string, runId: string, until = isAtRest): Promise<RunView> {
  await installation.watch(token, runId, { until });
  return (await installation.call<RunView>(token, 'GET', `/runs/${runId}`)).body;
}

function askOf(run: RunView, stepId: string) {
  const ask = run.steps.find(({ id }) => id === stepId)?.ask;
  if (ask?.kind !== 'task') throw new Error(`${stepId} asks nothing: ${run.state}`);
  return ask;
}

/** A person at the vPlus server's own screen. */
async function enter(values: Record<string, unknown>): Promise<void> {
  const { organizations } = installation.emulator.cloud.world.vplus;
  const guid = crypto.randomUUID();
  organizations[guid] = {
    guid,
    name: 'Contoso',
    tenantId: contoso,
    clientId: '',
    clientSecret: null,
    certificate: null,
    certificatePassword: null,
    importUsers: true,
    importSites: true,
    createdAt: Date.now(),
    lastSynchronizedAt: null,
    description: null,
    ...values,
  };
}
