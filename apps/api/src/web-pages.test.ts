import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Settings } from './env.ts';
import { securityHeaders } from './security-headers.ts';
import { webPages } from './web-pages.ts';

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
const settings = { identityOrigin: 'https://login.example', publicUrl: new URL('https://setup.example') } as Settings;
const server = createServer(express().use(securityHeaders(settings), webPages(folder)));
let origin: string;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), 'the application');
  writeFileSync(join(folder, 'auth-bridge.html'), 'the bridge');
  writeFileSync(join(folder, 'assets', 'main-1a2b3c.js'), 'a script');
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

const get = async (path: string) => {
  const answer = await fetch(`${origin}${path}`);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

test.each(['/', '/connect/plan', '/runs/3f0c', '/consent-return?error=access_denied'])(
  'every address of the application is its one page: %s',
  async (path) => {
    const { text, headers } = await get(path);

    expect(text).toBe('the application');
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
