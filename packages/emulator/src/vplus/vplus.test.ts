import { Agent, fetch, type Response } from 'undici';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { Clock } from '../core/clock.ts';
import { practiceClients } from '../seed/practice-clients.ts';
import { tenantIds } from '../seed/tenants.ts';
import { startEmulator } from '../start.ts';

const start = Date.now();
let ahead = 0;
const clock: Clock = {
  now: () => start + ahead,
  sleep: async (ms) => {
    ahead += ms;
  },
};
const emulator = await startEmulator({ port: 0, clock });
const dispatcher = new Agent({ connect: { ca: emulator.cloud.world.vplus.certificate.pem } });
const daemon = practiceClients(emulator.cloud.world).find((client) => client.kind === 'daemon');
let cookie = '';

beforeEach(async () => {
  emulator.reset();
  ahead = 0;
  cookie = '';
  cookie = (await logIn()).headers.getSetCookie()[0]?.split(';')[0] ?? '';
});

afterAll(async () => {
  await dispatcher.close();
  await emulator.close();
});

test('a log-in sets a session cookie that scripts cannot read, and user-info shows whose it is', async () => {
  const answer = await logIn();

  expect(answer.status).toBe(204);
  expect(answer.headers.getSetCookie()[0]).toMatch(/^JSESSIONID=\w+; Path=\/api; HttpOnly; Secure/);
  const info = await ask('GET', '/user-info');
  expect(await info.json()).toEqual({ guid: expect.any(String), login: 'assistant', name: 'Setup assistant' });
});

test('nothing is told without a session, with a wrong password, or after a session that was left alone', async () => {
  expect((await logIn('wrong')).status).toBe(401);
  ahead += 31 * 60_000;
  expect((await ask('GET', '/m365-organizations')).status).toBe(401);
  cookie = '';
  const answer = await ask('GET', '/user-info');
  expect(answer.status).toBe(401);
  expect(await answer.json()).toEqual({ message: expect.any(String) });
});

test('an organization is registered, read, changed and deleted, and its secret is never told', async () => {
  const made = await ask('POST', '/m365-organizations', organization());
  const { guid, ...body } = (await made.json()) as { guid: string };
  expect(made.status).toBe(201);
  expect(body).toMatchObject({ name: 'Contoso', importUsers: true, lastSynchronizedAt: null });
  expect(JSON.stringify(body)).not.toContain('practice-daemon-secret');

  const changed = await ask('PUT', `/m365-organizations/${guid}`, { ...body, description: 'changed' });
  expect(await changed.json()).toMatchObject({ guid, name: 'Contoso', description: 'changed' });
  expect(emulator.cloud.world.vplus.organizations[guid]?.clientSecret).toBe(daemon?.secret);

  expect((await ask('DELETE', `/m365-organizations/${guid}`)).status).toBe(204);
  expect((await ask('GET', `/m365-organizations/${guid}`)).status).toBe(404);
});

test('a second organization of the same name or the same application is a conflict', async () => {
  await ask('POST', '/m365-organizations', organization());

  expect((await ask('POST', '/m365-organizations', organization())).status).toBe(409);
  const other = await ask('POST', '/m365-organizations', organization({ name: 'Other' }));
  expect(other.status).toBe(409);
  expect(await other.json()).toEqual({ message: expect.stringContaining('client ID') });
});

test('a list comes in pages as a plain array with the total beside it', async () => {
  for (const [index, name] of ['Delta', 'Alpha', 'Charlie', 'Bravo'].entries()) {
    const clientId = `c3e79405-06db-4517-82a9-94f6b7d8139${index}`;
    await ask('POST', '/m365-organizations', organization({ name, clientId }));
  }

  const page = await ask('GET', '/m365-organizations?page=1&size=2&orderBy=name&direction=asc');
  expect(page.headers.get('x-total-count')).toBe('4');
  expect(await page.json()).toMatchObject([{ name: 'Charlie' }, { name: 'Delta' }]);
  const found = await ask('GET', '/m365-organizations?filter=brav');
  expect(await found.json()).toMatchObject([{ name: 'Bravo' }]);
});

test.each([
  ['not JSON', '{', 400],
  ['without a tenant', { ...organization(), tenantId: undefined }, 400],
  ['with a tenant that is no id', { ...organization(), tenantId: 'contoso.example' }, 400],
  ['without any credential', { ...organization(), clientSecret: null }, 400],
  ['with a certificate that does not open', { ...organization(), certificate: 'AAAA', certificatePassword: 'x' }, 400],
])('a registration %s is refused with a sentence', async (_, body, status) => {
  const answer = await ask('POST', '/m365-organizations', body);

  expect(answer.status).toBe(status);
  expect(await answer.json()).toEqual({ message: expect.any(String) });
});

test('a synchronization reads the tenant with the stored secret, takes its time and ends', async () => {
  const guid = await register();
  const task = await synchronize(guid);
  expect(task).toMatchObject({ state: { name: 'QUEUED' }, progress: 0, m365Organization: { guid } });

  ahead += 3000;
  expect(await taskOf(task.guid)).toMatchObject({ state: { name: 'RUNNING' }, progress: 50 });
  ahead += 3000;
  const ended = await end(task.guid);

  expect(ended).toMatchObject({ state: { name: 'FINISHED' }, progress: 100, statusInfo: '11 users and 0 sites' });
  const users = emulator.cloud.log.filter((one) => one.service === 'graph' && one.path.startsWith('/v1.0/users'));
  expect(users.at(-1)).toMatchObject({ clientId: daemon?.clientId, tenantId: tenantIds.contoso, status: 200 });
  const after = await ask('GET', `/m365-organizations/${guid}`);
  expect(await after.json()).toMatchObject({ lastSynchronizedAt: ended.finishedAt });
});

test('a synchronization follows every page of the directory', async () => {
  const users = emulator.cloud.world.tenants[tenantIds.contoso]?.users ?? {};
  const [person] = Object.values(users);
  for (let index = 0; person && index < 250; index += 1) {
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    users[id] = { ...person, id, userPrincipalName: `many-${index}@contoso.example`, mail: null };
  }
  const task = await synchronize(await register());
  ahead += 6000;

  expect(await end(task.guid)).toMatchObject({ statusInfo: '261 users and 0 sites' });
});

test('a synchronization waits as long as Graph asks when it is throttled', async () => {
  await patch(`/tenants/${tenantIds.contoso}`, { weather: { throttling: { everyNth: 2, retryAfterSeconds: 30 } } });
  const task = await synchronize(await register());

  expect(await end(task.guid)).toMatchObject({ state: { name: 'FINISHED' } });
  expect(ahead).toBe(30_000);
});

test('a wrong secret fails the synchronization with what Microsoft said', async () => {
  const guid = await register({ clientSecret: 'this-is-not-the-secret' });

  expect(await end((await synchronize(guid)).guid)).toMatchObject({
    state: { name: 'FAILED' },
    statusInfo: expect.stringContaining('AADSTS7000215'),
  });
});

test('an application that may not read the sites fails the synchronization', async () => {
  const guid = await register({ importSites: true });

  expect(await end((await synchronize(guid)).guid)).toMatchObject({
    state: { name: 'FAILED' },
    statusInfo: expect.stringContaining('/v1.0/sites'),
  });
});

test('new credentials are tried at once, by a task that no list of synchronizations shows', async () => {
  const made = await ask('POST', '/m365-organizations', organization());
  const { guid, checkTask } = (await made.json()) as { guid: string; checkTask: { guid: string } };

  expect(await end(checkTask.guid)).toMatchObject({
    type: { name: 'ORGANIZATION_CHECK' },
    state: { name: 'FINISHED' },
  });
  expect(await (await ask('GET', `/tasks?m365Organization=${guid}`)).json()).toEqual([]);
});

test('the tasks of an organization are listed newest first and outlive it', async () => {
  const guid = await register();
  const first = await synchronize(guid);
  const second = await synchronize(guid);

  await ask('DELETE', `/m365-organizations/${guid}`);

  const tasks = await (await ask('GET', `/tasks?m365Organization=${guid}`)).json();
  expect(tasks).toMatchObject([
    { guid: second.guid, state: { name: 'CANCELLED' } },
    { guid: first.guid, state: { name: 'CANCELLED' } },
  ]);
});

test('a synchronization names its source by the key of Microsoft 365 organizations', async () => {
  const guid = await register();

  expect((await ask('POST', '/tasks/inventory-sync', { hypervisorManagers: [{ guid }] })).status).toBe(400);
  expect((await ask('POST', '/tasks/inventory-sync', { m365Organizations: [{ guid: 'nobody' }] })).status).toBe(400);
});

test('a synchronization that the weather lets fail says the sentence of the weather', async () => {
  await weather({ synchronizationFails: 'The backup destination is full.' });
  const guid = await register();
  const task = await synchronize(guid);
  ahead += 6000;

  expect(await end(task.guid)).toMatchObject({
    state: { name: 'FAILED' },
    statusInfo: 'The backup destination is full.',
  });
});

test('a server that is down answers nothing of its own', async () => {
  await weather({ down: true });

  const answer = await logIn();
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toContain('text/html');
});

test('a server of an unknown version lets people in and knows other paths', async () => {
  await weather({ contract: 'unknown' });

  expect((await ask('GET', '/user-info')).status).toBe(200);
  const answer = await ask('GET', '/m365-organizations');
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toContain('text/html');
});

test('a restored snapshot goes on with a synchronization that was under way', async () => {
  const guid = await register();
  const task = await synchronize(guid);
  const kept = await (await fetch(`${emulator.origins.control}/snapshot`)).text();
  await fetch(`${emulator.origins.control}/snapshot`, { method: 'PUT', body: kept });
  ahead += 6000;

  expect(await end(task.guid)).toMatchObject({ state: { name: 'FINISHED' } });
});

interface Task {
  guid: string;
  state: { name: string };
  finishedAt: number | null;
}

function organization(changes: Record<string, unknown> = {}) {
  return {
    name: 'Contoso',
    tenantId: tenantIds.contoso,
    clientId: daemon?.clientId,
    clientSecret: daemon?.secret,
    importSites: false,
    ...changes,
  };
}

async function register(changes: Record<string, unknown> = {}): Promise<string> {
  const answer = await ask('POST', '/m365-organizations', organization(changes));
  return ((await answer.json()) as { guid: string }).guid;
}

async function synchronize(guid: string): Promise<Task> {
  const answer = await ask('POST', '/tasks/inventory-sync', { m365Organizations: [{ guid }] });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Task;
}

async function taskOf(guid: string): Promise<Task> {
  return (await (await ask('GET', `/tasks/${guid}`)).json()) as Task;
}

/** Asks until the real requests behind a task have been answered. */
function end(guid: string): Promise<Task> {
  return vi.waitFor(
    async () => {
      const task = await taskOf(guid);
      expect(task.finishedAt).not.toBeNull();
      return task;
    },
    { timeout: 60_000 },
  );
}

const weather = (vplus: Record<string, unknown>) => patch('/weather', { vplus });

async function patch(path: string, change: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${emulator.origins.control}${path}`, { method: 'PATCH', body: JSON.stringify(change) });
  expect(answer.status).toBe(200);
}

function logIn(password = 'practice-vplus-password'): Promise<Response> {
  return ask('POST', '/session/login', { login: 'assistant', password });
}

function ask(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${emulator.origins.vplus}/api${path}`, {
    method,
    dispatcher,
    headers: { cookie, 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}
