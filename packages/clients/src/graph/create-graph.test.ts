import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { type Received, type Reply, serve } from '../testing/serve.ts';
import { testTransport } from '../testing/transport.ts';
import { upsertApplication } from './changes.ts';
import { createGraph } from './create-graph.ts';
import type { Graph } from './graph.ts';
import type { GraphOptions } from './graph-options.ts';

const token = 'eyJ0eXAi.marked-token-value.c2ln';
const person = { id: 'p1', displayName: 'Adele', userPrincipalName: 'adele@contoso.example', userType: 'Member' };
const company = { id: 't1', displayName: 'Contoso', verifiedDomains: [] };
const body = {
  displayName: 'x',
  signInAudience: 'AzureADMyOrg' as const,
  tags: [],
  notes: '',
  requiredResourceAccess: [],
};
const application = {
  ...body,
  id: 'o1',
  appId: 'a1',
  uniqueName: 'vplus-1',
  passwordCredentials: [],
  keyCredentials: [],
};

test('asks for one thing by one plain request that names itself', async () => {
  const { graph, requests } = await graphAt(() => ({ body: person }));

  await expect(graph.me()).resolves.toEqual(person);

  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /v1.0/me?$select=id,displayName,userPrincipalName,userType',
  ]);
  expect(requests[0]?.headers.authorization).toBe(`Bearer ${token}`);
  expect(requests[0]?.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test('joins the reads of one tick into one batch and judges each answer alone', async () => {
  const { graph, requests } = await graphAt((request) =>
    batch(request, ({ url }) => {
      if (url.startsWith('/me')) return { status: 200, body: person };
      if (url.startsWith('/applications')) return { status: 404, body: refusal('Request_ResourceNotFound') };
      if (url.startsWith('/policies')) return { status: 403, body: refusal('Authorization_RequestDenied') };
      return { status: 500, headers: { 'request-id': 'r-9' }, body: refusal('InternalServerError') };
    }),
  );

  const [me, missing, forbidden, broken] = await Promise.all([
    graph.me(),
    graph.application('vplus-1'),
    graph.defaultAppManagementPolicy(),
    failureOf(graph.organization()),
  ]);

  expect(requests).toHaveLength(1);
  expect({ me, missing, forbidden }).toEqual({ me: person, missing: null, forbidden: undefined });
  expect(broken).toMatchObject({
    status: 500,
    code: 'InternalServerError',
    requestId: 'r-9',
    operation: 'GET /organization',
  });
});

test('splits more than twenty reads into batches that travel side by side', async () => {
  const together = gate(2);
  const { graph, requests } = await graphAt(async (request) => {
    await together();
    return batch(request, () => ({ status: 404 }));
  });

  const answers = await Promise.all(Array.from({ length: 25 }, (_, index) => graph.applicationById(`${index}`)));

  expect(answers).toEqual(Array(25).fill(null));
  expect(requests.map(({ body }) => JSON.parse(body).requests.length).sort()).toEqual([20, 5]);
});

test('tries a throttled item again, alone, after the time that it asks for', async () => {
  const { graph, requests, waits } = await graphAt((request, number) => {
    if (number > 1) return { body: { value: [company] } };
    return batch(request, ({ url }) =>
      url.startsWith('/me') ? { status: 200, body: person } : { status: 429, headers: { 'Retry-After': '7' } },
    );
  });

  const [me, organization] = await Promise.all([graph.me(), graph.organization()]);

  expect([me.id, organization.id]).toEqual(['p1', 't1']);
  expect(waits).toEqual([7000]);
  expect(requests.map(({ url }) => url.split('?')[0])).toEqual(['/v1.0/$batch', '/v1.0/organization']);
});

test('waits for the time that Graph asks for, and backs off by itself where Graph does not say', async () => {
  const { graph, waits } = await graphAt((_, number) => {
    if (number === 1) return { status: 429, headers: { 'retry-after': '3' } };
    return number === 2 ? { status: 503 } : { body: person };
  });

  await graph.me();

  expect(waits[0]).toBe(3000);
  expect(waits[1]).toBeGreaterThan(0);
  expect(waits).toHaveLength(2);
});

test('hands a wait over the ceiling to the caller instead of sitting it out', async () => {
  const { graph, requests, waits } = await graphAt(() => ({ status: 429, headers: { 'retry-after': '120' } }), {
    retryAfterCeilingMs: 5_000,
  });

  expect(await failureOf(graph.me())).toMatchObject({ failure: 'refused', status: 429, retryAfterMs: 120_000 });

  expect([requests.length, waits.length]).toEqual([1, 0]);
});

test('gives up on a Graph that stays busy after a few tries', async () => {
  const { graph, requests } = await graphAt(() => ({ status: 503 }));

  expect(await failureOf(graph.me())).toMatchObject({ status: 503 });

  expect(requests).toHaveLength(4);
});

test('waits when the batch as a whole is throttled', async () => {
  const { graph, waits } = await graphAt((request, number) =>
    number === 1 ? { status: 429, headers: { 'retry-after': '2' } } : batch(request, () => ({ status: 404 })),
  );

  await Promise.all([graph.applicationById('1'), graph.applicationById('2')]);

  expect(waits).toEqual([2000]);
});

test('asks again when the line is lost under a read or an upsert', async () => {
  const { graph, requests } = await graphAt(({ method }, number) => {
    if (number % 2 === 1) return 'cut';
    return method === 'GET' ? { body: person } : { status: 204 };
  });

  await expect(graph.me()).resolves.toEqual(person);
  await expect(graph.change(upsertApplication('vplus-1', body))).resolves.toBeNull();

  expect(requests).toHaveLength(4);
});

test('never adds a second secret because the answer about the first was lost', async () => {
  const { graph, requests } = await graphAt(() => 'cut');

  expect(await failureOf(graph.addPassword('o1', secret))).toMatchObject({ failure: 'unreachable' });

  expect(requests).toHaveLength(1);
});

test.each([
  { status: 503, times: 2 },
  { status: 429, times: 2 },
  { status: 504, times: 1 },
  { status: 500, times: 1 },
])('adds a secret again after $status only if that says that nothing was done', async ({ status, times }) => {
  const { graph, requests } = await graphAt((_, number) =>
    number === 1 ? { status } : { body: { keyId: 'k1', secretText: 'new~secret', endDateTime: secret.endDateTime } },
  );

  await graph.addPassword('o1', secret).catch(() => null);

  expect(requests).toHaveLength(times);
});

test('tells a new application from an existing one by the answer to the upsert', async () => {
  const { graph, requests } = await graphAt((_, number) =>
    number === 1 ? { status: 201, body: { ...application, createdDateTime: '2026-11-23T10:00:00Z' } } : { status: 204 },
  );

  const created = await graph.change(upsertApplication("it's", body));
  const updated = await graph.change(upsertApplication("it's", body));

  expect(created).toMatchObject({ id: 'o1', appId: 'a1' });
  expect(updated).toBeNull();
  expect(requests[0]).toMatchObject({ method: 'PATCH', headers: { prefer: 'create-if-missing' } });
  expect(decodeURIComponent(requests[0]?.url ?? '')).toBe("/v1.0/applications(uniqueName='it''s')");
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual(body);
});

test.each([
  { title: 'is not JSON', reply: { body: '{"id":' } },
  { title: 'is empty', reply: { body: '' } },
  { title: 'lacks what was asked for', reply: { body: { id: 'p1' } } },
  { title: 'never ends', reply: { body: `"${'x'.repeat(6 * 1024 * 1024)}"` } },
])('calls an answer malformed that $title', async ({ reply }) => {
  const { graph } = await graphAt(() => reply);

  expect(await failureOf(graph.me())).toMatchObject({ failure: 'malformed', status: 200 });
});

test('takes a page of a gateway for the refusal that its status is', async () => {
  const { graph } = await graphAt(() => ({ status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad' }));

  const failure = await failureOf(graph.me());

  expect(failure).toMatchObject({ failure: 'refused', status: 502 });
  expect(failure).not.toHaveProperty('remoteMessage');
});

test('hands on a claims challenge as the JSON that the next sign-in needs', async () => {
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1763892000"}}}';
  const challenge = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
  const { graph } = await graphAt(() => ({
    status: 401,
    headers: { 'www-authenticate': challenge },
    body: refusal('InvalidAuthenticationToken'),
  }));

  expect(await failureOf(graph.me())).toMatchObject({ status: 401, code: 'InvalidAuthenticationToken', claims });
});

test('never follows a redirect with the token', async () => {
  const elsewhere = await serve(() => ({ body: person }));
  const { graph } = await graphAt(() => ({ status: 302, headers: { location: `${elsewhere.origin}/v1.0/me` } }));

  expect(await failureOf(graph.me())).toMatchObject({ failure: 'refused', status: 302 });

  expect(elsewhere.requests).toHaveLength(0);
});

test('gives an unanswered request up at the time-out', async () => {
  const { graph } = await graphAt(() => 'hang', {}, testTransport(50));

  expect(await failureOf(graph.me())).toMatchObject({ failure: 'timeout' });
});

test('ends at once when it is aborted', async () => {
  const stop = new AbortController();
  const { graph } = await graphAt(
    () => {
      stop.abort();
      return 'hang';
    },
    { signal: stop.signal },
  );

  expect(await failureOf(graph.me())).toMatchObject({ failure: 'aborted' });
});

test('says that nobody answers at an address', async () => {
  const graph = createGraph({ ...testTransport(), origin: 'http://127.0.0.1:1', token: async () => token });

  expect(await failureOf(graph.me())).toMatchObject({ failure: 'unreachable' });
});

test('grants 46 roles by three batches side by side', async () => {
  const together = gate(3);
  const { graph, requests } = await graphAt(async (request) => {
    await together();
    return batch(request, ({ body }, index) => ({ status: 201, body: { ...body, id: `made-${index}` } }));
  });

  const results = await graph.grant('sp', wanted(46));

  expect(results.every((result) => result.ok)).toBe(true);
  expect(results.map(({ appRoleId }) => appRoleId)).toEqual(wanted(46).map(({ appRoleId }) => appRoleId));
  expect(requests.map((request) => JSON.parse(request.body).requests.length).sort()).toEqual([20, 20, 6]);
  expect(JSON.parse(requests[0]?.body ?? '').requests[0]).toMatchObject({
    method: 'POST',
    url: '/servicePrincipals/api/appRoleAssignedTo',
    headers: { 'Content-Type': 'application/json' },
    body: { principalId: 'sp', resourceId: 'api' },
  });
});

test('looks once whether refused grants are there, and believes the look and not the message', async () => {
  const there = { id: 'old', principalId: 'sp', resourceId: 'api', appRoleId: 'role-0' };
  const { graph, requests } = await graphAt((request) => {
    if (request.method === 'GET') return { body: { value: [there] } };
    return batch(request, ({ body }) => {
      if (body?.appRoleId === 'role-2') return { status: 201, body: { ...body, id: 'made' } };
      if (body?.appRoleId === 'role-3') return { status: 403, body: refusal('Authorization_RequestDenied') };
      return {
        status: 400,
        body: refusal('Request_BadRequest', 'Permission being assigned already exists on the object'),
      };
    });
  });

  const [first, second, third, fourth] = await graph.grant('sp', wanted(4));

  expect(first).toMatchObject({ ok: true, assignmentId: null });
  expect(second).toMatchObject({ ok: false, error: { fields: { status: 400, code: 'Request_BadRequest' } } });
  expect(third).toMatchObject({ ok: true, assignmentId: 'made' });
  expect(fourth).toMatchObject({ ok: false, error: { fields: { status: 403 } } });
  expect(requests.filter(({ method }) => method === 'GET')).toHaveLength(1);
});

test('sends only the throttled grants of a batch again', async () => {
  const { graph, requests, waits } = await graphAt((request, number) =>
    batch(request, ({ body }) =>
      number === 1 && ['role-1', 'role-2'].includes(body?.appRoleId ?? '')
        ? { status: 429, headers: { 'retry-after': '4' } }
        : { status: 201, body: { ...body, id: 'made' } },
    ),
  );

  const results = await graph.grant('sp', wanted(5));

  expect(results.every((result) => result.ok)).toBe(true);
  expect(waits).toEqual([4000, 4000]);
  expect(requests.map((request) => JSON.parse(request.body).requests.length)).toEqual([5, 2]);
});

test('follows the pages of a list, on its own server only', async () => {
  const row = (id: string) => ({ id, principalId: 'sp', resourceId: 'api', appRoleId: 'role' });
  const stranger = await serve(() => ({ body: { value: [row('foreign')] } }));
  const { graph, requests } = await graphAt((_, number) =>
    number === 1
      ? { body: { value: [row('1')], '@odata.nextLink': `${stranger.origin}/v1.0/next?$skiptoken=2` } }
      : { body: { value: [row('2')] } },
  );

  const all = await graph.assignments('sp');

  expect(all.map(({ id }) => id)).toEqual(['1', '2']);
  expect(requests[1]?.url).toBe('/v1.0/next?$skiptoken=2');
  expect(stranger.requests).toHaveLength(0);
});

test('does not follow pages for ever', async () => {
  const { graph, requests } = await graphAt(() => ({ body: { value: [], '@odata.nextLink': '/v1.0/next' } }));

  expect(await failureOf(graph.owners('o1'))).toMatchObject({ failure: 'malformed', code: 'endless-list' });

  expect(requests.length).toBeLessThan(100);
});

test('asks for a unique name whatever characters it holds', async () => {
  const { graph, requests } = await graphAt(() => ({ status: 404 }));

  await graph.application("O'Neil & Söhne #1");

  expect(decodeURIComponent(new URL(`http://x${requests[0]?.url}`).pathname)).toBe(
    "/v1.0/applications(uniqueName='O''Neil & Söhne #1')",
  );
});

test('knows how far the clock of the other side is ahead, once it answered', async () => {
  const transport = testTransport();
  const ahead = new Date(transport.clock.now() + 600_000).toUTCString();
  const { graph } = await graphAt(() => ({ headers: { date: ahead }, body: { value: [] } }), {}, transport);
  expect(graph.clockSkewMs()).toBeNull();

  await graph.owners('o1');

  expect(Math.round((graph.clockSkewMs() ?? 0) / 60_000)).toBe(10);
});

test('what may not be read of the rules is undefined, which is not an empty list', async () => {
  const { graph } = await graphAt(() => ({
    status: 403,
    body: { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' } },
  }));

  await expect(graph.conditionalAccessPolicies()).resolves.toBeUndefined();
  await expect(graph.eligibleRoles()).resolves.toBeUndefined();
});

test.each([{ isLegacyAuthProtocolsEnabled: true }, { value: { isLegacyAuthProtocolsEnabled: true } }])(
  'reads the SharePoint settings as %j',
  async (reply) => {
    const { graph } = await graphAt(() => ({ body: reply }));

    await expect(graph.sharepointSettings()).resolves.toEqual({ isLegacyAuthProtocolsEnabled: true });
  },
);

test('keeps token and secret out of every failure', async () => {
  const { graph } = await graphAt((_, number) => {
    if (number === 1) return { body: { keyId: 'k1', secretText: 'marked~secret' } };
    return { status: 400, body: refusal('Request_BadRequest') };
  });

  const failures = [
    await graph.addPassword('o1', secret).catch((error: unknown) => error),
    await graph.me().catch((error: unknown) => error),
  ];

  const shown = inspect(failures, { depth: 9, showHidden: true });
  expect(shown).toContain('Request_BadRequest');
  expect(shown).not.toContain('marked');
});

test('keeps a token out of the failure that its own characters cause', async () => {
  const graph = createGraph({
    ...testTransport(),
    origin: 'http://127.0.0.1:1',
    token: async () => 'marked\r\ntoken',
  });

  const error = await graph.me().catch((reason: unknown) => reason);

  expect(inspect(error, { depth: 9 })).not.toContain('marked');
});

const secret = { displayName: 'vPlus', endDateTime: '2027-05-22T00:00:00Z' };

function wanted(count: number) {
  return Array.from({ length: count }, (_, index) => ({ resourceId: 'api', appRoleId: `role-${index}` }));
}

function refusal(code: string, message = 'No.') {
  return { error: { code, message } };
}

type Item = { id: string; method: string; url: string; body?: Record<string, string> };

/** Answers every item of a `$batch`, the last one first: the order of answers is free. */
function batch(
  request: Received,
  answer: (item: Item, index: number) => { status: number; headers?: Record<string, string>; body?: unknown },
): Reply {
  const { requests } = JSON.parse(request.body) as { requests: Item[] };
  return { body: { responses: requests.map((item, index) => ({ id: item.id, ...answer(item, index) })).reverse() } };
}

/** Lets nobody through before so many have come: hangs, and so fails the test, unless they come side by side. */
function gate(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let missing = count;
  return () => {
    missing -= 1;
    if (missing === 0) resolve();
    return promise;
  };
}

async function graphAt(
  answer: (request: Received, number: number) => Reply | Promise<Reply>,
  options: Partial<GraphOptions> = {},
  transport = testTransport(),
): Promise<{ graph: Graph; requests: Received[]; waits: number[] }> {
  const { origin, requests } = await serve(answer);
  const graph = createGraph({ ...transport, origin, token: async () => token, ...options });
  return { graph, requests, waits: transport.waits };
}
