import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../start.ts';
import { page, pageFile } from './page.ts';

let emulator: Emulator;
let folder: string;
let built: URL;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  folder = await mkdtemp(join(tmpdir(), 'control-page-'));
  built = pathToFileURL(`${folder}/`);
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<title>Practice cloud: weather</title>');
  await writeFile(join(folder, 'assets/index-1.js'), 'export {};');
  await writeFile(join(folder, 'assets/secret.pem'), 'not for browsers');
});

afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true });
});

test('the control origin shows a page that is marked as practice, built or not, and loads nothing from elsewhere', async () => {
  const answer = await fetch(emulator.origins.control);
  const text = await answer.text();

  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(text).toContain('<title>Practice cloud: weather</title>');
  expect(text).toContain('Practice only.');
  expect(text).not.toMatch(/(src|href)="https?:/);
});

test('the page may load scripts and styles of its own origin, and none that stand in it', async () => {
  const policy = (await fetch(emulator.origins.control)).headers.get('content-security-policy');

  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("style-src 'self'");
  expect(policy).not.toContain('unsafe');
});

test('a page that is built is answered as it is, and its files may be kept', () => {
  const index = page(built);
  const script = pageFile(built, 'index-1.js');

  expect({ status: index.status, text: String(index.body) }).toEqual({
    status: 200,
    text: '<title>Practice cloud: weather</title>',
  });
  expect(script).toMatchObject({ status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' } });
  expect(script.headers?.['cache-control']).toContain('immutable');
});

test('a page that is not built says how it is', () => {
  const { status, body } = page(new URL('nowhere/', built));

  expect(status).toBe(503);
  expect(body).toContain('npm run emulator');
});

test.each(['index-2.js', 'secret.pem', '../index.html', '..%2findex.html'])(
  '%s is no file of the page',
  async (name) => {
    expect(pageFile(built, name).status).toBe(404);
    expect((await fetch(`${emulator.origins.control}/assets/${name}`)).status).toBe(404);
  },
);

test('a script of another machine may not set the weather', async () => {
  const answer = await fetch(`${emulator.origins.control}/weather`, {
    method: 'PATCH',
    headers: { origin: 'https://elsewhere.example' },
    body: '{"clockSkewSeconds":60}',
  });

  expect(answer.status).toBe(403);
  expect(emulator.cloud.world.weather.clockSkewSeconds).toBe(0);
});
