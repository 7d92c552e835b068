import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type FollowOptions, follow, type LiveMessage } from './live.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

test('delivers every event of a stream, however its bytes are cut', async () => {
  const address = await serve((_, res) => {
    res.write('event: view\nid: 4\nda');
    setImmediate(() => res.end('ta: {"a":"ä"}\n\n: still here\n\nevent: step\nid: 5\ndata: {}\n\n'));
  });

  const seen = await followed(address, { until: 2 });

  expect(seen).toEqual([
    { event: 'view', data: '{"a":"ä"}' },
    { event: 'step', data: '{}' },
  ]);
});

test('carries the token and, after a break, the id of the last event', async () => {
  const headers: IncomingMessage['headers'][] = [];
  const address = await serve((req, res) => {
    headers.push(req.headers);
    res.end(`id: ${headers.length}\ndata: ${headers.length}\n\n`);
  });

  await followed(address, { until: 2 });

  expect(headers.map((one) => [one.authorization, one['last-event-id']])).toEqual([
    ['Bearer token', undefined],
    ['Bearer token', '1'],
  ]);
});

test('waits longer after every failed attempt, and briefly again once something came', async () => {
  const waits: number[] = [];
  let requests = 0;
  const address = await serve((_, res) => {
    requests += 1;
    if (requests === 3 || requests === 5) res.end(`id: ${requests}\ndata: here\n\n`);
    else res.writeHead(503).end();
  });

  await followed(address, { until: 2, sleep: async (ms) => void waits.push(ms) });

  expect(waits).toEqual([500, 1000, 500, 1000]);
});

test('tells when the line is down and when it is back', async () => {
  const links: boolean[] = [];
  let requests = 0;
  const address = await serve((_, res) => {
    requests += 1;
    res.end(`data: ${requests}\n\n`);
  });

  await followed(address, { until: 2, onConnected: (up) => links.push(up) });

  expect(links).toEqual([true, false, true]);
});

test('gives up a line that has gone silent and asks again', async () => {
  let requests = 0;
  const address = await serve((_, res) => {
    requests += 1;
    if (requests === 1) res.write('data: first\n\n');
    else res.end('data: second\n\n');
  });

  const seen = await followed(address, { until: 2, silenceMs: 20 });

  expect(seen.map(({ data }) => data)).toEqual(['first', 'second']);
});

test('a refusal is thrown with its problem and not asked again', async () => {
  let requests = 0;
  const problem = { type: '/problems/not-found', code: 'not-found', status: 404, title: 'Nothing', remedy: 'Look' };
  const address = await serve((_, res) => {
    requests += 1;
    res.writeHead(404, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
  });

  await expect(followed(address, { until: 1 })).rejects.toMatchObject({ view: problem });
  expect(requests).toBe(1);
});

test('stops without an error when it is aborted in the middle', async () => {
  const address = await serve((_, res) => res.write('data: one\n\n'));
  const stop = new AbortController();

  await expect(followed(address, { until: 9, onEach: () => stop.abort() }, stop)).resolves.toHaveLength(1);
});

async function serve(handle: (req: IncomingMessage, res: ServerResponse) => void): Promise<string> {
  const server = createServer((req, res) => {
    res.setHeader('content-type', 'text/event-stream');
    handle(req, res);
  }).listen(0);
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}/events`;
}

async function followed(
  address: string,
  { until, onEach, ...options }: Partial<FollowOptions> & { until: number; onEach?: () => void },
  stop = new AbortController(),
): Promise<LiveMessage[]> {
  const seen: LiveMessage[] = [];
  await follow({
    address,
    signal: stop.signal,
    token: async () => 'token',
    onConnected: () => {},
    sleep: async () => {},
    random: () => 0.5,
    isOver: () => seen.length >= until,
    onMessage: (message) => {
      seen.push(message);
      onEach?.();
    },
    ...options,
  });
  return seen;
}
