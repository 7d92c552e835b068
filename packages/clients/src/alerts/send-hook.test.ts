import { expect, test } from 'vitest';
import { type Reply, serve } from '../testing/serve.ts';
import { createAddressGuard } from './address-guard.ts';
import { sendSlack, sendTeams } from './send-hook.ts';

const by = { guard: createAddressGuard(['127.0.0.1']), clock: { now: () => Date.now() } };
const sending = (address: string) => ({ address, body: '{"text":"Zażółć"}', signal: new AbortController().signal });
const receiver = (reply: Reply) => serve(() => reply);

test.each([
  ['Slack', sendSlack, 200, 'ok'],
  ['a workflow of Teams', sendTeams, 202, ''],
] as const)('what %s takes is delivered, as JSON, to the whole address', async (_, send, status, body) => {
  const { origin, requests } = await receiver({ status, body });

  expect(await send(by, sending(`${origin}/services/T1/B1/x?sig=a%2Fb`))).toEqual({ result: 'delivered', status });
  expect(requests).toMatchObject([{ method: 'POST', url: '/services/T1/B1/x?sig=a%2Fb', body: '{"text":"Zażółć"}' }]);
  expect(requests[0]?.headers['content-type']).toBe('application/json');
});

test.each([
  [404, 'no_service'],
  [403, 'invalid_token\n'],
  [404, 'channel_not_found'],
  [410, 'channel_is_archived'],
  [403, 'team_disabled'],
])('Slack answers %i %s: the address takes nothing any more', async (status, body) => {
  const { origin } = await receiver({ status, body });

  expect(await sendSlack(by, sending(origin))).toEqual({ result: 'gone', status, code: body.trim() });
});

test.each([
  [400, 'invalid_payload'],
  [403, 'action_prohibited'],
  [404, 'page not found'],
  [500, 'no_service'],
])('Slack answers %i %s: it is tried again', async (status, body) => {
  const { origin } = await receiver({ status, body });

  expect(await sendSlack(by, sending(origin))).toEqual({ result: 'failed', status });
});

test.each([
  ['Slack', sendSlack],
  ['Teams', sendTeams],
] as const)('%s: 410 is the end, a redirect a failure, a wait is heeded, and no body is kept', async (_, send) => {
  const answered = async (reply: Reply) => send(by, sending((await receiver(reply)).origin));

  expect(await answered({ status: 410 })).toEqual({ result: 'gone', status: 410 });
  expect(await answered({ status: 302, headers: { location: 'https://other.example/' } })).toEqual({
    result: 'failed',
    status: 302,
  });
  expect(await answered({ status: 429, headers: { 'retry-after': '30' } })).toMatchObject({
    ...{ result: 'failed', status: 429, retryAfterMs: expect.any(Number) },
  });
  expect(await answered({ status: 401, body: 'sig=the-secret' })).toEqual({ result: 'failed', status: 401 });
});

test('an address inside that nobody listed is refused at the attempt itself', async () => {
  const { origin, requests } = await receiver({ status: 200 });
  const strict = { ...by, guard: createAddressGuard([]) };

  expect(await sendTeams(strict, sending(origin))).toEqual({ result: 'failed', code: 'INSIDE_ADDRESS' });
  expect(requests).toEqual([]);
});
