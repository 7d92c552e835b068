import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { type Received, type Reply, serve } from '../testing/serve.ts';
import { createAddressGuard } from './address-guard.ts';
import { sendWebhook, type WebhookMessage } from './send-webhook.ts';

const clock = { now: () => Date.now() };
const guard = createAddressGuard(['127.0.0.1']);
const secretOf = (letter: string) => `whsec_${Buffer.alloc(32, letter).toString('base64')}`;
const body = JSON.stringify({ type: 'finding.opened', data: { text: 'Zażółć gęślą jaźń' } });

const send = (address: string, change: Partial<WebhookMessage> = {}, by = { guard, clock }) =>
  sendWebhook(by, {
    ...{ id: '0f7b1c2d-8e53-4d9f-8a21-1c7e3f509b12', address, body },
    secrets: [secretOf('a')],
    signal: new AbortController().signal,
    ...change,
  });
const receiver = (reply: Reply = { status: 200 }) => serve(() => reply);
const verified = (secret: string, { body: text, headers }: Received) =>
  new Webhook(secret).verify(text, headers as Record<string, string>);

test('the official library verifies what was sent, and nothing that was changed', async () => {
  const { origin, requests } = await receiver();

  expect(await send(`${origin}/hook?of=us`)).toEqual({ result: 'delivered', status: 200 });

  const [got] = requests;
  if (!got) throw new Error('Nothing came');
  expect(got).toMatchObject({ method: 'POST', url: '/hook?of=us', headers: { 'content-type': 'application/json' } });
  expect(verified(secretOf('a'), got)).toEqual(JSON.parse(body));
  expect(() => verified(secretOf('b'), got)).toThrow(WebhookVerificationError);
  expect(() => verified(secretOf('a'), { ...got, body: `${got.body} ` })).toThrow(WebhookVerificationError);
  const other = { ...got, headers: { ...got.headers, 'webhook-id': 'another' } };
  expect(() => verified(secretOf('a'), other)).toThrow(WebhookVerificationError);
});

test('while two secrets are exchanged either of them verifies', async () => {
  const { origin, requests } = await receiver();

  await send(origin, { secrets: [secretOf('b'), secretOf('a')] });

  const [got] = requests;
  if (!got) throw new Error('Nothing came');
  for (const letter of ['a', 'b']) expect(verified(secretOf(letter), got)).toEqual(JSON.parse(body));
  expect(() => verified(secretOf('c'), got)).toThrow(WebhookVerificationError);
});

test('another attempt has the same id, and the time of that attempt', async () => {
  const { origin, requests } = await receiver();
  let now = Date.now() - 60_000;
  const by = { guard, clock: { now: () => now } };

  await send(origin, {}, by);
  now += 30_000;
  await send(origin, {}, by);

  const [one, two] = requests.map(({ headers }) => headers);
  expect(one?.['webhook-id']).toBe(two?.['webhook-id']);
  expect(Number(two?.['webhook-timestamp']) - Number(one?.['webhook-timestamp'])).toBe(30);
  for (const got of requests) expect(verified(secretOf('a'), got)).toEqual(JSON.parse(body));
});

test.each([
  [204, { result: 'delivered', status: 204 }],
  [410, { result: 'gone', status: 410 }],
  [400, { result: 'failed', status: 400 }],
  [500, { result: 'failed', status: 500 }],
])('%i ends the attempt as it should', async (status, end) => {
  const { origin } = await receiver({ status });

  expect(await send(origin)).toEqual(end);
});

test('a redirect is a failure, and nobody goes there', async () => {
  const elsewhere = await receiver();
  const { origin } = await receiver({ status: 307, headers: { location: elsewhere.origin } });

  expect(await send(origin)).toEqual({ result: 'failed', status: 307 });
  expect(elsewhere.requests).toEqual([]);
});

test('a receiver that asks for time is heard', async () => {
  const { origin } = await receiver({ status: 429, headers: { 'retry-after': '120' } });

  expect(await send(origin)).toEqual({ result: 'failed', status: 429, retryAfterMs: 120_000 });
});

test.each([
  ['a line that is cut', 'cut'],
  ['a body that never ends', { status: 200, body: 'x'.repeat(5_000_000) }],
] as const)('%s takes no memory and no patience', async (_, reply) => {
  const { origin } = await receiver(reply as Reply);

  const end = await send(origin);

  expect(end).toEqual(
    reply === 'cut' ? { result: 'failed', code: 'UND_ERR_SOCKET' } : { result: 'delivered', status: 200 },
  );
});

test('a receiver that does not answer is given up when the signal says so', async () => {
  const { origin } = await receiver('hang');

  expect(await send(origin, { signal: AbortSignal.timeout(50) })).toEqual({ result: 'failed', code: 'TIMEOUT' });
});

test('an inside address is refused by itself and by DNS, before anything is sent', async () => {
  const { origin, requests } = await receiver();
  const { port } = new URL(origin);
  const outside = { clock, guard: createAddressGuard([]) };
  const misled = { clock, guard: createAddressGuard([], async () => [{ address: '127.0.0.1', family: 4 }]) };

  const ends = [
    await send(origin, {}, outside),
    await send(`http://2130706433:${port}/`, {}, outside),
    await send(`http://0x7f.1:${port}/`, {}, outside),
    await send(`http://[::ffff:127.0.0.1]:${port}/`, {}, outside),
    await send(`http://hook.example:${port}/`, {}, misled),
  ];

  for (const end of ends) expect(end).toEqual({ result: 'failed', code: 'INSIDE_ADDRESS' });
  expect(requests).toEqual([]);
});

test('a name that leads elsewhere at the next look-up changes nothing: the checked address is the one', async () => {
  const { origin, requests } = await receiver();
  const { port } = new URL(origin);
  let looks = 0;
  const look = async () => {
    looks += 1;
    return [{ address: looks === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
  };

  const end = await send(`http://hook.example:${port}/`, {}, { clock, guard: createAddressGuard(['127.0.0.1'], look) });

  expect([end.result, looks]).toEqual(['delivered', 1]);
  expect(requests[0]?.headers.host).toBe(`hook.example:${port}`);
});

test('plain HTTP goes nowhere outside', async () => {
  const look = async () => [{ address: '93.184.215.14', family: 4 }];

  const end = await send('http://hook.example/', {}, { clock, guard: createAddressGuard([], look) });

  expect(end).toEqual({ result: 'failed', code: 'NOT_HTTPS' });
});
