import type { RunView } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let adele: string;
let run: RunView;

beforeAll(async () => {
  installation = await startInstallation({ environment: { RATE_LIMIT_GENERAL: '60' } });
  installation.emulator.cloud.world.weather.vplus.synchronizationMs = 600_000;
  adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
  run = await installation.connect(adele, installation.tenant('Contoso').id);
});
afterAll(() => installation.close());

const replies: [what: string, status: number[], path: () => string, init?: () => RequestInit][] = [
  ['a reply', [200], () => '/api/health'],
  [
    'a reply to a person',
    [200],
    () => `/api/runs/${run.id}`,
    () => ({ headers: { authorization: `Bearer ${adele}` } }),
  ],
  ['a stream', [200], () => `/api/runs/${run.id}/events`, () => ({ headers: { authorization: `Bearer ${adele}` } })],
  ['the description of the API', [200], () => '/api/openapi.json'],
  ['a refusal without a sign-in', [401], () => '/api/session'],
  ['an address that is not there', [404], () => '/api/nowhere'],
  ['broken input', [400], () => '/api/tenants?size=0', () => ({ headers: { authorization: `Bearer ${adele}` } })],
  ['an address that cannot be decoded', [400], () => '/api/runs/%zz'],
  ['a method that is not there', [404], () => '/api/health', () => ({ method: 'OPTIONS' })],
  // Without a built web application its page is not there; its headers are all the same.
  ['a page', [200, 404], () => '/connect'],
  ['the start page', [200, 404], () => '/'],
  ['a file that is not there', [404], () => '/assets/none.js'],
  ['a page that cannot be decoded', [400], () => '/%zz'],
  ['a form sent to a page', [404], () => '/connect', () => ({ method: 'POST' })],
];

test.each(replies)('%s carries the same strict headers', async (_what, statuses, path, init) => {
  const { status, headers } = await ask(path(), init?.());

  expect(statuses).toContain(status);
  expect(policyOf(headers)).toEqual(strictPolicy());
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': expect.stringMatching(
      path().startsWith('/api') ? /^no-store(, no-transform)?$/ : /no-cache|no-store|public/,
    ),
  });
});

test.each(replies)(
  '%s opens nothing to other origins, and sets and tells nothing',
  async (_what, _statuses, path, init) => {
    const { headers } = await ask(path(), {
      ...init?.(),
      headers: { ...init?.().headers, origin: 'https://elsewhere.example' },
    });

    const names = [...headers.keys()];
    expect(names.filter((name) => /^access-control|^set-cookie$|^x-powered-by$|^server$/.test(name))).toEqual([]);
    // Over plain HTTP on localhost: a browser that was told to use TLS would never find this machine again.
    expect(names).not.toContain('strict-transport-security');
  },
);

test('the type of a problem is a path of ours, whatever was asked', async () => {
  const answer = await fetch(`${installation.address()}/api/nowhere`, { headers: { host: 'elsewhere.example' } });

  expect(await answer.json()).toMatchObject({ type: '/problems/not-found' });
});

test('whoever is braked gets them too', async () => {
  const answers = await Promise.all(Array.from({ length: 70 }, () => ask('/api/health')));

  const braked = answers.find(({ status }) => status === 429);
  expect(braked && policyOf(braked.headers)).toEqual(strictPolicy());
  expect(braked?.headers.get('cache-control')).toBe('no-store');
});

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(installation.address() + path, { redirect: 'manual', ...init });
  await answer.body?.cancel();
  return answer;
}

const policyOf = (headers: Headers) => headers.get('content-security-policy')?.split(';').sort();

function strictPolicy(): string[] {
  const { identity } = installation.emulator.description;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${identity}`,
    `frame-src 'self' ${identity}`,
    `form-action 'self' ${identity}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].sort();
}
