import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPractice, type Practice } from './graph/testing.ts';
import { tenantIds } from './seed/tenants.ts';
import { requestsTo, type Sent, services } from './testing/hostile-requests.ts';

/** GENERATED_SEED repeats a run that failed: the seed is in the title of every test. */
const seed = Number(process.env.GENERATED_SEED ?? Date.now() % 2 ** 31);
const requestsEach = 400;

let practice: Practice;
let tokens: string[];

beforeAll(async () => {
  practice = await openPractice();
  const tid = tenantIds.contoso;
  const person = { tid, oid: practice.person('adele', practice.tenant('contoso')).id };
  const scopes =
    'Application.ReadWrite.All AppRoleAssignment.ReadWrite.All Directory.ReadWrite.All User.Read Policy.Read.All';
  const roles = ['Application.ReadWrite.All', 'Directory.ReadWrite.All', 'Sites.FullControl.All', 'full_access_as_app'];
  const claims = (change: object) => practice.tokenWith({ ...person, ...change });
  tokens = [
    `Bearer ${await claims({ scp: scopes })}`,
    `Bearer ${await claims({ idtyp: 'app', roles })}`,
    `Bearer ${await claims({ idtyp: 'app', roles, aud: 'https://outlook.office365.com', appidacr: '2' })}`,
    `Bearer ${await claims({ idtyp: 'app', roles, aud: '00000003-0000-0ff1-ce00-000000000000', appidacr: '2' })}`,
    'Bearer a.b.c',
    'Bearer',
    'Basic YTpi',
  ];
});
afterAll(() => practice.close());

test.each(Object.keys(services) as Sent['service'][])(
  `%s answers ${requestsEach} generated requests, and never as broken (seed ${seed})`,
  async (service) => {
    const statuses = new Set<number>();

    await fc.assert(
      fc.asyncProperty(requestsTo(service), async (one) => {
        const answer = await answerTo(one);

        statuses.add(answer.status);
        expect(faultsOf(one, answer)).toEqual([]);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { seed, numRuns: requestsEach },
    );

    expect(statuses.size).toBeGreaterThan(1);
  },
);

test.each(['identity', 'graph', 'sharepoint', 'exchange', 'control'] as const)(
  '%s survives bytes that are no HTTP',
  async (service) => {
    const { hostname, port } = new URL(practice.emulator.origins[service]);
    for (const bytes of [
      '\x16\x03\x01\x02\x00',
      'GET / HTTP/9.9\r\n\r\n',
      'GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n',
    ]) {
      const socket = connect({ host: hostname, port: Number(port) });
      socket.on('error', () => undefined);
      socket.end(bytes);
      socket.resume();
      await once(socket, 'close', { signal: AbortSignal.timeout(5_000) });
    }

    expect((await answerTo({ service, method: 'GET', path: '/', headers: {}, body: '' })).status).toBeLessThan(500);
  },
);

interface Answer {
  status: number;
  type: string;
  text: string;
}

/** Refusals come in the service's own shape. */
function faultsOf({ service, method: asked, path }: Sent, { status, type, text }: Answer): string[] {
  // SOAP 1.1 sends every fault under 500.
  const isSoapFault = service === 'exchange' && text.includes('<s:Fault>');
  if (status >= 500) return isSoapFault ? [] : [`${status}: ${text}`];
  if (status < 400 || asked === 'HEAD' || text === '') return [];
  if (text.includes('Bad Request - Invalid URL')) return [];
  if (service === 'graph') {
    const { error } = JSON.parse(text) as { error?: Record<string, unknown> };
    return typeof error?.code === 'string' && typeof error.message === 'string' && error.innerError ? [] : [text];
  }
  if (service === 'identity' && /token|devicecode|discovery|well-known/.test(path) && type.includes('json')) {
    const body = JSON.parse(text) as Record<string, unknown>;
    return typeof body.error === 'string' && Array.isArray(body.error_codes) && body.trace_id ? [] : [text];
  }
  return type ? [] : [`no content type: ${text}`];
}

/** A new one each time, since a generated request may end it. */
async function vplusSession(): Promise<{ cookie: string }> {
  const answer = await practice.emulator.cloud.dispatch({
    service: 'vplus',
    method: 'POST',
    url: new URL('/api/session/login', 'https://localhost'),
    headers: {},
    body: Buffer.from(JSON.stringify(practice.emulator.description.vplusLogin)),
  });
  return { cookie: String(answer.headers?.['set-cookie']).split(';')[0] ?? '' };
}

/** Sends it as it is: unlike `fetch`, this client does not tidy up a path. vPlus is asked past its TLS. */
async function answerTo({ service, method: asked, path, headers, body }: Sent): Promise<Answer> {
  const secured = {
    ...headers,
    ...(headers.authorization && { authorization: tokens[Number(headers.authorization)] ?? '' }),
  };
  const cookie = service === 'vplus' && !headers.cookie ? await vplusSession() : {};
  const outgoing = (service === 'vplus' ? secureRequest : request)(practice.emulator.origins[service], {
    method: asked,
    path: path.startsWith('/') ? path : `/${path}`,
    headers: { ...secured, ...cookie, 'content-length': Buffer.byteLength(body) },
    rejectUnauthorized: false,
  });
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response', { signal: AbortSignal.timeout(10_000) })) as [IncomingMessage];
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) text += piece;
  return { status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', text };
}
