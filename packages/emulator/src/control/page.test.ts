import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../start.ts';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
});

afterAll(() => emulator.close());

test('the control origin shows a page that is marked as practice and loads nothing from elsewhere', async () => {
  const answer = await fetch(emulator.origins.control);
  const page = await answer.text();

  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(page).toContain('<title>Practice cloud: weather</title>');
  expect(page).toContain('Practice only.');
  expect(page).not.toMatch(/(src|href)="https?:/);
});

test('the page allows exactly its own script and style', async () => {
  const page = await (await fetch(emulator.origins.control)).text();
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];

  for (const [, name, text = ''] of page.matchAll(/<(script|style)>([\s\S]*?)<\/\1>/g)) {
    expect(policy).toContain(`${name}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  }
});

test('a script of another machine may not set the weather', async () => {
  const answer = await fetch(`${emulator.origins.control}/weather`, {
    method: 'PATCH',
    headers: { origin: 'https://elsewhere.example' },
    body: '{"clockSkewSeconds":60}',
  });

  expect(answer.status).toBe(403);
  expect(emulator.cloud.world.weather.clockSkewSeconds).toBe(0);
});
