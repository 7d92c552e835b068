import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endpoint, Problem } from '@vplus/contracts';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { answerProblem } from './answer-problem.ts';
import type { Caller } from './caller.ts';
import { requestLog } from './log.ts';
import { type Counter, serve, serveOpen } from './serve.ts';

const echo = endpoint({
  id: 'echo',
  summary: 'Says it again',
  method: 'POST',
  path: '/echo/:times',
  params: z.object({ times: z.coerce.number().check(z.gte(1)) }),
  body: z.object({ text: z.string().check(z.maxLength(10)) }),
  reply: z.object({ texts: z.array(z.string()) }),
});
const wrong = endpoint({
  id: 'wrong',
  summary: 'Answers badly',
  method: 'GET',
  path: '/wrong',
  reply: z.object({ n: z.number() }),
});
const mine = endpoint({
  id: 'mine',
  summary: 'Mine',
  method: 'GET',
  path: '/mine',
  reply: z.object({ who: z.string() }),
});
const refused = endpoint({ id: 'refused', summary: 'No', method: 'GET', path: '/refused', reply: z.object({}) });

const lines: string[] = [];
const server = createServer(app());
let origin: string;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

test('hands parsed input to the handler and leaves out what the reply does not name', async () => {
  const answer = await post('/echo/2', { text: 'hello' });

  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ texts: ['hello', 'hello'] });
});

test('names the fields that the caller got wrong; an address that cannot be is not there', async () => {
  const inBody = await post('/echo/2', { text: 'much too long a text' });
  const inPath = await post('/echo/0', { text: 'hello' });

  expect(inBody.status).toBe(400);
  expect(inPath.status).toBe(404);
  expect(await inBody.json()).toMatchObject({ code: 'input-invalid', fields: [{ path: 'body.text' }] });
  expect(await inPath.json()).toMatchObject({ code: 'not-found', detail: expect.stringContaining('copied') });
});

test('does not blame the caller for a bad reply of our own', async () => {
  const answer = await get('/wrong');

  expect(answer.status).toBe(500);
  expect(answer.headers.get('content-type')).toMatch('application/problem+json');
  expect(await answer.json()).toMatchObject({ code: 'unexpected', traceId: expect.any(String) });
});

test('ties the problem document to the log by its trace id, and keeps the cause in the log', async () => {
  const { traceId, ...view } = (await (await get('/wrong')).json()) as Record<string, unknown>;

  const logged = lines.find((line) => line.includes(String(traceId)) && line.includes('invalid_type'));
  expect(logged).toBeDefined();
  expect(JSON.stringify(view)).not.toContain('invalid_type');
});

test.each([
  ['broken JSON', '{"text":', 'application/json', 'input-invalid', 400],
  ['a form', 'text=hello', 'application/x-www-form-urlencoded', 'media-type-unsupported', 415],
  ['an unknown character set', '{}', 'application/json; charset=klingon', 'media-type-unsupported', 415],
  ['too much', JSON.stringify({ text: 'x'.repeat(200_000) }), 'application/json', 'body-too-large', 413],
])('answers %s with the right problem', async (_what, body, type, code, status) => {
  const answer = await fetch(`${origin}/echo/1`, { method: 'POST', body, headers: { 'content-type': type } });

  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ code });
});

test('answers a path that cannot be decoded as invalid input', async () => {
  expect((await post('/echo/%E0%A4%A', { text: 'hello' })).status).toBe(400);
});

test('lets nobody in without a token, and hands on who came', async () => {
  const stranger = await get('/mine');
  const known = await fetch(`${origin}/mine`, { headers: { authorization: 'Bearer adele' } });

  expect(stranger.status).toBe(401);
  expect(stranger.headers.get('www-authenticate')).toBe('Bearer');
  expect(await known.json()).toEqual({ who: 'adele' });
});

test('hands a claims challenge to the browser in the header and in the document', async () => {
  const answer = await get('/refused');

  expect(answer.status).toBe(401);
  const encoded = Buffer.from('{"access_token":{}}').toString('base64');
  expect(answer.headers.get('www-authenticate')).toBe(`Bearer error="insufficient_claims", claims="${encoded}"`);
  expect(await answer.json()).toMatchObject({ code: 'sign-in-again', claims: '{"access_token":{}}' });
});

test('logs the path of a request without its query and without its headers', async () => {
  await fetch(`${origin}/mine?code=marked-code`, {
    headers: { authorization: 'Bearer marked-token', cookie: 'marked-cookie' },
  });

  expect(lines.some((line) => line.includes('"path":"/mine"'))).toBe(true);
  expect(lines.join('\n')).not.toContain('marked');
});

function app() {
  const router = express();
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
  router.use(requestLog(log), express.json({ limit: '100kb' }));
  const counter: Counter = {
    router,
    costly: (_req, _res, next) => next(),
    noted: () => (_req, _res, next) => next(),
    identify: async (authorization) => {
      const name = authorization?.split(' ')[1];
      if (!name) throw new Problem('sign-in-required');
      return { name } as Caller;
    },
  };
  serveOpen(counter, echo, async ({ params, body }) => ({
    texts: Array.from({ length: params.times }, () => body.text),
    extra: 'not in the contract',
  }));
  serveOpen(counter, wrong, async () => ({ n: 'not a number' }) as never);
  serve(counter, mine, async ({ caller }) => ({ who: caller.name }));
  serveOpen(counter, refused, async () => {
    throw new Problem('sign-in-again', undefined, { claims: '{"access_token":{}}' });
  });
  router.use(answerProblem);
  return router;
}

const get = (path: string) => fetch(`${origin}${path}`);
const post = (path: string, body: unknown) =>
  fetch(`${origin}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
