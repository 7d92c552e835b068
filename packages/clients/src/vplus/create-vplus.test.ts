import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { type Received, type Reply, serve } from '../testing/serve.ts';
import { testTransport } from '../testing/transport.ts';
import { createVplus } from './create-vplus.ts';
import { documentedProfile, parseProfile } from './profile.ts';
import type { VplusProfile } from './vplus.ts';

const account = { login: 'assistant', password: 'marked-password' };
const wanted = {
  name: 'Contoso',
  tenantId: 't1',
  clientId: 'a1',
  clientSecret: 'marked-client-secret',
  description: 'Made by the assistant',
};
const stored = {
  guid: 'o1',
  name: 'Contoso',
  tenantId: 't1',
  clientId: 'a1',
  description: null,
  lastSynchronizedAt: null,
};

test('logs in once, keeps the session cookie and proves itself by reads alone', async () => {
  const { vplus, requests } = await vplusAt(({ url }) =>
    url.startsWith('/api/user-info') ? { body: { login: 'assistant' } } : { body: [stored] },
  );

  await expect(vplus.probe()).resolves.toEqual({ login: 'assistant', organizations: 1 });

  expect(requests.map(({ method, url }) => `${method} ${url.split('?')[0]}`)).toEqual([
    'POST /api/session/login',
    'GET /api/user-info',
    'GET /api/m365-organizations',
  ]);
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual(account);
  expect(requests.slice(1).map(({ headers }) => headers.cookie)).toEqual(['SESSION=s1', 'SESSION=s1']);
});

test('logs in once for all who ask at the same time', async () => {
  const { vplus, requests } = await vplusAt(() => ({ body: [] }));

  await Promise.all([vplus.organizations(), vplus.organizations(), vplus.organizations()]);

  expect(requests.filter(isLogIn)).toHaveLength(1);
});

test('logs in again when the session has ended, and repeats the request once', async () => {
  const { vplus, requests } = await vplusAt(({ headers }) =>
    headers.cookie === 'SESSION=s1' ? { status: 401 } : { body: [stored] },
  );

  await expect(vplus.organizations()).resolves.toHaveLength(1);

  expect(requests.filter(isLogIn)).toHaveLength(2);
  expect(requests).toHaveLength(4);
});

test('does not log in for ever', async () => {
  const { vplus, requests } = await vplusAt(() => ({ status: 401, body: { message: 'No.' } }));

  expect(await failureOf(vplus.organizations())).toMatchObject({ status: 401, remoteMessage: 'No.' });

  expect(requests).toHaveLength(4);
});

test('says that the log-in was refused, and tries it anew for the next call', async () => {
  const { vplus } = await vplusAt(() => ({ body: [] }), {
    logIn: (number) => (number === 1 ? { status: 401, body: { message: 'Wrong.' } } : { status: 204 }),
  });

  expect(await failureOf(vplus.organizations())).toMatchObject({
    operation: 'log in',
    status: 401,
    remoteMessage: 'Wrong.',
  });
  await expect(vplus.organizations()).resolves.toEqual([]);
});

test('reads every page of a list', async () => {
  const all = Array.from({ length: 230 }, (_, index) => ({ ...stored, guid: `o${index}` }));
  const { vplus, requests } = await vplusAt(({ url }) => {
    const query = new URL(url, 'http://x').searchParams;
    const [page, size] = [Number(query.get('page')), Number(query.get('size'))];
    return { headers: { 'x-total-count': '230' }, body: all.slice(page * size, (page + 1) * size) };
  });

  const read = await vplus.organizations();

  expect(read.map(({ guid }) => guid)).toEqual(all.map(({ guid }) => guid));
  expect(requests).toHaveLength(4);
});

test('ends a list at a server that does not know pages', async () => {
  const all = Array.from({ length: 100 }, (_, index) => ({ ...stored, guid: `o${index}` }));
  const { vplus, requests } = await vplusAt(() => ({ body: all }));

  await expect(vplus.organizations()).resolves.toHaveLength(100);

  expect(requests.length).toBeLessThan(5);
});

test('registers an organization with users and sites', async () => {
  const { vplus, requests } = await vplusAt(() => ({
    status: 201,
    body: { ...stored, lastSynchronizedAt: { value: 17 } },
  }));

  const made = await vplus.createOrganization(wanted);

  expect(made).toEqual({ ...stored, lastSynchronizedAt: 17, importsUsers: null, importsSites: null });
  expect(requests[1]).toMatchObject({ method: 'POST', url: '/api/m365-organizations' });
  expect(JSON.parse(requests[1]?.body ?? '')).toEqual({ ...wanted, importUsers: true, importSites: true });
});

test('looks up what it registered when the answer is empty', async () => {
  const { vplus } = await vplusAt(({ method }) => (method === 'POST' ? { status: 204 } : { body: [stored] }));

  await expect(vplus.createOrganization(wanted)).resolves.toMatchObject({ guid: 'o1' });
});

test('changes an organization without losing what it does not mention', async () => {
  const { vplus, requests } = await vplusAt(({ method }) =>
    method === 'GET' ? { body: { ...stored, serviceUser: 'kept' } } : { status: 204 },
  );

  await vplus.updateOrganization('o1', { clientSecret: 'next' });

  expect(requests.at(-1)).toMatchObject({ method: 'PUT', url: '/api/m365-organizations/o1' });
  expect(JSON.parse(requests.at(-1)?.body ?? '')).toEqual({ ...stored, serviceUser: 'kept', clientSecret: 'next' });
});

test('starts a synchronization under the key of the profile and reads its states', async () => {
  const states = ['QUEUED', 'RUNNING', 'FINISHED', 'CANCELLED'];
  const { vplus, requests } = await vplusAt((_, number) => ({
    body: { guid: 'k1', state: { name: states[number - 2] }, progress: 40, statusInfo: 'Reading' },
  }));

  const started = await vplus.synchronize('o1');
  const later = [await vplus.task('k1'), await vplus.task('k1'), await vplus.task('k1')];

  expect(JSON.parse(requests[1]?.body ?? '')).toEqual({ m365Organizations: [{ guid: 'o1' }] });
  expect(started).toEqual({ guid: 'k1', state: 'running', progress: 40, statusInfo: 'Reading', createdAt: null });
  expect(later.map((task) => task?.state)).toEqual(['running', 'finished', 'failed']);
});

test('does not guess at a state that the profile does not name', async () => {
  const { vplus } = await vplusAt(() => ({ body: { guid: 'k1', state: { name: 'PAUSED' } } }));

  expect(await failureOf(vplus.task('k1'))).toMatchObject({ failure: 'malformed', code: 'PAUSED' });
});

test('finds no task where the server has none', async () => {
  const { vplus } = await vplusAt(() => ({ status: 404, body: { message: 'There is none.' } }));

  await expect(vplus.task('k1')).resolves.toBeNull();
});

test('lists the tasks of one organization, the newest first', async () => {
  const task = (guid: string, createdAt: number, organization: string) => ({
    guid,
    createdAt,
    state: { name: 'FINISHED' },
    m365Organization: { guid: organization },
  });
  const { vplus } = await vplusAt(() => ({ body: [task('k1', 1, 'o1'), task('k2', 2, 'o2'), task('k3', 3, 'o1')] }));

  const tasks = await vplus.tasksOf('o1');

  expect(tasks.map(({ guid }) => guid)).toEqual(['k3', 'k1']);
});

test.each([
  { body: { message: 'Name is taken.' }, told: 'Name is taken.' },
  { body: { error: { message: 'Name is taken.' } }, told: 'Name is taken.' },
  { body: '<html>Conflict</html>', told: undefined },
  { body: '', told: undefined },
])('reads the refusal $body', async ({ body, told }) => {
  const { vplus } = await vplusAt(() => ({ status: 409, body }));

  const failure = await failureOf(vplus.createOrganization(wanted));

  expect([failure.status, failure.remoteMessage]).toEqual([409, told]);
});

test.each([{ body: '<html>Welcome</html>' }, { body: '' }, { body: {} }, { body: [{ name: 'no guid' }] }])(
  'does not take %j for a list',
  async (reply) => {
    const { vplus } = await vplusAt(() => reply);

    expect(await failureOf(vplus.organizations())).toMatchObject({ failure: 'malformed' });
  },
);

test('does not follow a redirect with the session', async () => {
  const elsewhere = await serve(() => ({ body: [] }));
  const { vplus } = await vplusAt(() => ({ status: 302, headers: { location: elsewhere.origin } }));

  expect(await failureOf(vplus.organizations())).toMatchObject({ failure: 'refused', status: 302 });

  expect(elsewhere.requests).toHaveLength(0);
});

test('keeps password and client secret out of its failures, also when the server repeats them', async () => {
  const { vplus } = await vplusAt(() => ({
    status: 400,
    body: { message: `clientSecret: ${wanted.clientSecret} of ${account.password} is too long` },
  }));

  const error = await vplus.createOrganization(wanted).catch((reason: unknown) => reason);

  expect(inspect(error, { depth: 9, showHidden: true })).toContain('is too long');
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('marked');
});

test('speaks another contract by another profile, nothing else', async () => {
  const profile = parseProfile({
    ...documentedProfile,
    basePath: '/rest',
    organizationsPath: '/office365',
    fields: { ...documentedProfile.fields, name: 'label', clientSecret: 'appKey', importSites: 'withSites' },
  });
  const { vplus, requests } = await vplusAt(() => ({ body: { ...stored, label: 'Contoso' } }), { profile });

  await expect(vplus.createOrganization(wanted)).resolves.toMatchObject({ name: 'Contoso' });

  expect(requests[1]?.url).toBe('/rest/office365');
  expect(JSON.parse(requests[1]?.body ?? '')).toMatchObject({
    label: 'Contoso',
    appKey: wanted.clientSecret,
    withSites: true,
  });
});

test('refuses a profile that lacks something or that says more than we know', () => {
  const { syncKey: _, ...incomplete } = documentedProfile;

  expect(parseProfile(documentedProfile)).toEqual(documentedProfile);
  expect(() => parseProfile(incomplete)).toThrow('syncKey');
  expect(() => parseProfile({ ...documentedProfile, basePath: 'api/' })).toThrow('vplus-servers.profile-path');
  expect(() => parseProfile({ ...documentedProfile, verify: false })).toThrow('verify');
});

function isLogIn({ url }: Received): boolean {
  return url.endsWith('/session/login');
}

/** A server that gives the n-th log-in the session `s<n>` and answers the rest as the test says. */
async function vplusAt(
  answer: (request: Received, number: number) => Reply,
  {
    profile = documentedProfile,
    logIn = () => ({ status: 204 }),
  }: { profile?: VplusProfile; logIn?: (number: number) => Exclude<Reply, string> } = {},
) {
  let logIns = 0;
  const { origin, requests } = await serve((request, number) => {
    if (!isLogIn(request)) return answer(request, number);
    logIns += 1;
    return { headers: { 'set-cookie': `SESSION=s${logIns}; Path=/; HttpOnly` }, ...logIn(logIns) };
  });
  const vplus = createVplus({ ...testTransport(), ...account, origin, profile, trust: { system: true } });
  return { vplus, requests };
}
