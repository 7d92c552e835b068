import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { ClientConfig } from '@vplus/contracts';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerProblem } from './answer-problem.ts';
import type { Settings } from './env.ts';
import { securityHeaders } from './security-headers.ts';
import { webPages } from './web-pages.ts';

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
const settings = { identityOrigin: 'https://login.example', publicUrl: new URL('https://setup.example') } as Settings;
const config = {
  productName: 'Set-up <b>&</b>',
  consentScope: '</script><script>alert(1)</script>',
  practice: null,
} as ClientConfig;
const server = createServer();
let origin: string;

const script = 'a script. '.repeat(100);
const room = '<!-- What the server knows is put here. -->';

beforeAll(async () => {
  for (const name of ['assets', '.pages']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, '.pages', 'welcome.html'), `welcome to %PRODUCT_NAME% ${room}`);
  writeFileSync(join(folder, '.pages', 'opening.html'), `the application ${room}`);
  writeFileSync(join(folder, 'auth-bridge.html'), 'the bridge');
  writeFileSync(join(folder, 'assets', 'main-1a2b3c.js'), script);
  writeFileSync(join(folder, 'assets', 'main-1a2b3c.js.br'), brotliCompressSync(script));
  writeFileSync(join(folder, 'assets', 'main-1a2b3c.js.gz'), gzipSync(script));
  server.on('request', express().use(securityHeaders(settings), webPages(folder, config), answerProblem));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  rmSync(folder, { recursive: true });
});

const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${origin}${path}`, { headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

test('the start comes complete, with what this installation is written into it as text', async () => {
  const { text, headers } = await get('/');
  const data = /<script type="application\/json" id="config">(.*)<\/script>/.exec(text)?.[1] ?? '';

  expect(text).toContain('welcome to Set-up &#60;b&#62;&#38;&#60;/b&#62;');
  expect(JSON.parse(data)).toEqual(config);
  expect(data).not.toContain('<');
  expect(headers.get('cache-control')).toBe('no-cache');
});

test.each([
  ['br', 'br'],
  ['gzip', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=1, br;q=0', 'gzip'],
  ['*', 'br'],
  ['identity', null],
  ['zstd', null],
])('Accept-Encoding: %s is answered with %s, and what is unpacked is the same', async (accepted, encoding) => {
  const page = await get('/', { 'accept-encoding': accepted });
  const file = await get('/assets/main-1a2b3c.js', { 'accept-encoding': accepted });

  expect(page.headers.get('content-encoding')).toBe(encoding);
  expect(file.headers.get('content-encoding')).toBe(encoding);
  expect(file.headers.get('content-type')).toContain('javascript');
  expect(file.headers.get('vary')).toContain('Accept-Encoding');
  expect(page.headers.get('vary')).toContain('Accept-Encoding');
  expect(file.text).toBe(script);
  expect(page.text).toContain('welcome');
});

test.each(['/', '/assets/main-1a2b3c.js'])(
  'each encoding has an ETag of its own that is compared: %s',
  async (path) => {
    const [packed, plain] = [
      await get(path, { 'accept-encoding': 'br' }),
      await get(path, { 'accept-encoding': 'identity' }),
    ];
    const etag = packed.headers.get('etag') ?? '';

    const again = await get(path, { 'accept-encoding': 'br', 'if-none-match': etag, 'cache-control': 'max-age=0' });
    const other = await get(path, {
      'accept-encoding': 'identity',
      'if-none-match': etag,
      'cache-control': 'max-age=0',
    });

    expect(etag).not.toBe(plain.headers.get('etag'));
    expect(again.status).toBe(304);
    expect(again.headers.get('vary')).toContain('Accept-Encoding');
    expect(other.status).toBe(200);
  },
);

test('what is compressed has no address of its own, nor has a page before it is filled', async () => {
  expect((await get('/assets/main-1a2b3c.js.br')).status).toBe(404);
  for (const path of ['/.pages/welcome.html', '/welcome.html', '/%2epages/welcome.html'])
    expect((await get(path)).text, path).not.toContain('%PRODUCT_NAME%');
});

test.each(['/?tenant=contoso.com', '/connect/plan', '/runs/3f0c', '/consent-return?error=access_denied'])(
  'every address of the application is its one page: %s',
  async (path) => {
    const { text, headers } = await get(path);

    expect(text).toContain('the application');
    expect(headers.get('cache-control')).toBe('no-cache');
  },
);

test('hashed files may be kept for ever, and a lost one is no page', async () => {
  const found = await get('/assets/main-1a2b3c.js');
  const lost = await get('/assets/main-000000.js');

  expect(found.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(lost.status).toBe(404);
});

test('only the bridge page may be framed, and only by us', async () => {
  const page = await get('/');
  const bridge = await get('/auth-bridge');

  expect(bridge.text).toBe('the bridge');
  expect(bridge.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('over https the browser is told to stay there', async () => {
  expect((await get('/')).headers.get('strict-transport-security')).toContain('max-age=31536000');
});

test.each(['/..%2f..%2fetc%2fpasswd', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2findex.html'])(
  'nothing outside the folder is served: %s',
  async (path) => {
    expect((await get(path)).text).not.toContain('root:');
  },
);
