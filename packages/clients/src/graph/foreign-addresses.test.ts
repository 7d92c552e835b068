import { expect, test } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { serve } from '../testing/serve.ts';
import { testTransport } from '../testing/transport.ts';
import { createGraph } from './create-graph.ts';

const tokenMark = 'marked-token';

test.each([
  '/elsewhere.example/https://v1.0/x',
  '/v1.0/x/https://elsewhere.example/y',
  '/v1.0elsewhere.example/https://v1.0',
  'https://elsewhere.example/v1.0/x/https://elsewhere.example/v1.0',
  '/v1.0/next?$skiptoken=https://elsewhere.example/v1.0/',
  '//elsewhere.example/https://elsewhere.example/v1.0',
  '/v1.0/../beta/x',
  '/beta/x',
  'http://[',
  'javascript:alert(1)',
])('the token goes nowhere else because a list names its next page %s', async (link) => {
  const { graph, asked } = await watchedGraph({ value: [], '@odata.nextLink': link });

  expect(await failureOf(graph.owners('o1'))).toMatchObject({ service: 'graph', failure: 'malformed' });

  expect(asked.filter(({ token }) => token).map(({ origin }) => origin)).toEqual(asked.map(() => 'here'));
});

test.each(['x/https://elsewhere.example/y', 'https://elsewhere.example', '../../beta', '//elsewhere.example'])(
  'the token goes nowhere else because an id is %s',
  async (id) => {
    const { graph, asked } = await watchedGraph({ value: [] });

    await graph.owners(id).catch(() => undefined);
    await graph.read(`/users/${id}/drive`, 'GET /users/{id}/drive').catch(() => undefined);

    expect(asked.filter(({ token, origin }) => token && origin !== 'here')).toEqual([]);
  },
);

test.each(['', '.', '..', '../applications'])('an object whose id is "%s" is no object', async (id) => {
  const { graph, asked } = await watchedGraph({
    value: [{ id, principalId: 'p', resourceId: 'r', appRoleId: 'a', displayName: 'x', appId: 'x' }],
  });

  const failures = [await failureOf(graph.assignments('sp')), await failureOf(graph.deletedApplications())];

  expect(failures.map(({ failure }) => failure)).toEqual(['malformed', 'malformed']);
  expect(asked).toHaveLength(2);
});

test.each(['tomorrow', '', '2027-13-45T00:00:00Z', '9999999-01-01T00:00:00Z'])(
  'a secret that ends "%s" is no secret',
  async (endDateTime) => {
    const { graph } = await watchedGraph({ keyId: 'k', secretText: 'marked-secret', endDateTime });

    const failure = await failureOf(graph.addPassword('o1', { displayName: 'x', endDateTime: '2027-05-22T00:00:00Z' }));

    expect(failure).toMatchObject({ failure: 'malformed' });
    expect(JSON.stringify(failure)).not.toContain('marked');
  },
);

test('what no database can hold is replaced in what Graph says', async () => {
  const { graph } = await watchedGraph(
    '{"value":[{"id":"t1","displayName":"Con\\u0000toso \\ud800","verifiedDomains":[]}]}',
  );

  const { displayName } = await graph.organization();

  expect(displayName).toBe('Con\ufffdtoso \ufffd');
});

test('the items of a batch may carry headers that are none', async () => {
  const { graph } = await watchedGraph({
    responses: ['0', '1'].map((id) => ({
      id,
      status: 400,
      headers: { 'bad header': 'x', 'request-id': 'a\r\nset-cookie: b', 'client-request-id': 'c1' },
      body: { error: { code: 'Request_BadRequest' } },
    })),
  });

  const [first] = await Promise.all([failureOf(graph.application('u')), failureOf(graph.servicePrincipal('a'))]);

  expect(first).toMatchObject({ failure: 'refused', status: 400, correlationId: 'c1' });
  expect(first.requestId).toBeUndefined();
});

/** Graph behind a fetch that notes where each request goes, and lets none of them leave this machine. */
async function watchedGraph(body: unknown) {
  const { origin } = await serve(() => ({ body }));
  const transport = testTransport();
  const asked: { origin: string; token: boolean }[] = [];
  const watched: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const token = JSON.stringify(init?.headers ?? {}).includes(tokenMark);
    asked.push({ origin: url.origin === origin ? 'here' : url.origin, token });
    return url.origin === origin ? transport.fetch(input, init) : Response.json(body);
  };
  return { graph: createGraph({ ...transport, fetch: watched, origin, token: async () => tokenMark }), asked };
}
