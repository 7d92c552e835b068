import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerProblem } from './answer-problem.ts';
import { createLog, requestLog } from './log.ts';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
const lines: string[] = [];
const app = express();
app.use(requestLog(createLog('info', { write: (line) => void lines.push(line) })));
app.use('/assets', express.static(join(folder, 'assets'), { fallthrough: false, redirect: false }));
app.get('/{*path}', (_req, res) => res.sendFile('index.html', { root: folder }));
app.use(answerProblem);
const server = createServer(app);

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), 'the application');
  writeFileSync(join(folder, 'assets', 'main.js'), 'a script');
  writeFileSync(join(folder, 'key'), 'nobody may read this');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  rmSync(folder, { recursive: true });
});

/** Word for word: fetch would tidy the path up. */
async function get(path: string, headers: string[] = []): Promise<string> {
  const line = connect((server.address() as AddressInfo).port, '127.0.0.1');
  line.write([`GET ${path} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n'));
  let answer = '';
  for await (const piece of line) answer += String(piece);
  return answer;
}

const old = 'Thu, 01 Jan 1970 00:00:00 GMT';

test.each([
  ['/', 'Range: bytes=900-', 416],
  ['/assets/main.js', 'Range: bytes=900-', 416],
  ['/', 'If-Match: "another"', 412],
  ['/assets/main.js', 'If-Match: "another"', 412],
  ['/', `If-Unmodified-Since: ${old}`, 412],
  ['/assets/main.js', `If-Unmodified-Since: ${old}`, 412],
  ['/assets/../key', 'Accept: */*', 404],
  ['/assets/..%2fkey', 'Accept: */*', 404],
  ['/assets/%2e%2e/key', 'Accept: */*', 404],
  ['/assets/..%5ckey', 'Accept: */*', 404],
  ['/assets/%ff', 'Accept: */*', 400],
  ['/assets/.hidden', 'Accept: */*', 404],
])('%s with %s is refused quietly, by what it is', async (path, header, status) => {
  lines.length = 0;

  const answer = await get(path, [header]);

  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toMatch(/Content-Type: application\/problem\+json/i);
  expect(answer).not.toMatch(/last-modified|accept-ranges|nobody may read this/i);
  expect(lines.join()).not.toMatch(/"level":50|stack/);
});

test.each(['Range: bytes=2-5', 'If-Match: *', 'Range: lines=1-2', 'If-None-Match: "another"'])(
  'a condition that holds, or is none, is served: %s',
  async (header) => {
    expect(await get('/assets/main.js', [header])).toMatch(/^HTTP\/1.1 20[06] /);
  },
);
