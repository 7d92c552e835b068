import type { AlertChannel, AlertDelivery } from '@vplus/contracts';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let token: string;
beforeAll(async () => {
  installation = await startInstallation();
  token = await installation.tokenOf('Practice Operator', 'operator');
});
beforeEach(() => installation.emulator.reset());
afterAll(() => installation.close());

const filter = { kinds: null, severities: ['critical', 'warning'], tenants: null };
const inbox = () => installation.emulator.cloud.inbox;
const call = <T>(method: string, path: string, body?: unknown) => installation.call<T>(token, method, path, body);
const make = async (settings: object, more: object = {}) =>
  call<{ channel: AlertChannel; secret: string | null; code: string; fields: unknown }>('POST', '/alert-channels', {
    ...{ name: 'Pager', settings, filter },
    ...more,
  });
const webhook = () => ({ kind: 'webhook', address: `${inbox().receiver}/pager` });
const mail = () => ({
  ...{ kind: 'mail', host: 'localhost', port: inbox().mailPort, security: 'none', signIn: null },
  ...{ from: 'alerts@practice.example', to: ['ops@practice.example'] },
});
const logOf = async (id: string, query = '') =>
  (await call<{ deliveries: AlertDelivery[]; next: string | null }>('GET', `/alert-channels/${id}/deliveries${query}`))
    .body;
const lastState = async (id: string) => (await logOf(id)).deliveries[0]?.state;
const verified = (secret: string) => {
  const got = inbox().webhooks.at(-1);
  if (!got) throw new Error('Nothing came');
  return new Webhook(secret).verify(got.body, got.headers);
};

test('a webhook is made, tested, verified by the official library, and its secret is shown once', async () => {
  const { status, body } = await make(webhook());
  expect(status).toBe(200);
  const { channel, secret } = body;
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);

  const sent = await call<AlertDelivery>('POST', `/alert-channels/${channel.id}/test`);
  await expect.poll(() => lastState(channel.id)).toBe('delivered');

  expect(verified(secret ?? '')).toMatchObject({ type: 'test', data: { id: sent.body.id, tenant: null } });
  expect(inbox().webhooks[0]?.headers['webhook-id']).toBe(sent.body.id);
  const listed = await call<{ channels: AlertChannel[] }>('GET', '/alert-channels');
  expect(listed.body.channels[0]).toMatchObject({ id: channel.id, off: null, lastDelivery: { state: 'delivered' } });
  expect(JSON.stringify(listed.body) + installation.lines.join('')).not.toContain(secret?.slice(6));
});

test('while a secret is exchanged both verify, and after that the new one alone', async () => {
  const { channel, secret: old } = (await make(webhook())).body;

  const rotated = await call<{ channel: AlertChannel; secret: string }>(
    'POST',
    `/alert-channels/${channel.id}/secret`,
    {
      keepOldHours: 1,
    },
  );
  await call('POST', `/alert-channels/${channel.id}/test`);
  await expect.poll(() => inbox().webhooks.length).toBe(1);

  expect(rotated.body.channel.oldSecretUntil).not.toBeNull();
  expect(rotated.body.secret).not.toBe(old);
  for (const secret of [rotated.body.secret, old ?? '']) expect(verified(secret)).toMatchObject({ type: 'test' });

  await call('POST', `/alert-channels/${channel.id}/secret`, { keepOldHours: 0 });
  await call('POST', `/alert-channels/${channel.id}/test`);
  await expect.poll(() => inbox().webhooks.length).toBe(2);
  expect(inbox().webhooks[1]?.headers['webhook-signature']?.split(' ')).toHaveLength(1);
  expect(() => verified(rotated.body.secret)).toThrow('No matching signature found');
});

test('mail arrives under the id of the alert, and a mail server that is down is told in the log', async () => {
  const { channel } = (await make(mail())).body;

  const sent = await call<AlertDelivery>('POST', `/alert-channels/${channel.id}/test`);
  await expect.poll(() => lastState(channel.id)).toBe('delivered');
  expect(inbox().mail[0]).toMatchObject({
    subject: 'Test of the channel Pager',
    messageId: `<${sent.body.id}@practice.example>`,
    to: ['ops@practice.example'],
  });

  inbox().weather.mail.is = 'down';
  await call('POST', `/alert-channels/${channel.id}/test`);
  await expect.poll(() => lastState(channel.id)).toBe('failed');
  const [failed] = (await logOf(channel.id)).deliveries;
  expect(failed?.attempts).toMatchObject([{ result: 'failed', durationMs: expect.any(Number) }]);

  inbox().weather.mail.is = 'up';
  const again = await call<AlertDelivery>('POST', `/alert-deliveries/${failed?.id}/replay`);
  expect(again.body).toMatchObject({ id: failed?.id, state: 'waiting' });
  await expect.poll(() => lastState(channel.id)).toBe('delivered');
  expect(inbox().mail.at(-1)?.messageId).toBe(`<${failed?.id}@practice.example>`);
});

test('a receiver that wants no more switches its channel off, and a person switches it on again', async () => {
  const { channel } = (await make(webhook())).body;
  inbox().weather.webhooks = { is: 'status', status: 410 };
  await call('POST', `/alert-channels/${channel.id}/test`);
  await expect.poll(() => lastState(channel.id)).toBe('failed');

  expect((await call('POST', `/alert-channels/${channel.id}/test`)).body).toMatchObject({ code: 'alert-channel-off' });
  const on = await call<AlertChannel>('POST', `/alert-channels/${channel.id}`, { on: true });

  expect(on.body.off).toBeNull();
  inbox().weather.webhooks.status = 200;
  expect((await call('POST', `/alert-channels/${channel.id}/replay`)).body).toEqual({ count: 1 });
  await expect.poll(() => lastState(channel.id)).toBe('delivered');
});

test('an address inside that is not listed, one in clear, and another kind are refused with what to do', async () => {
  const codeOf = async (settings: object, more?: object) => (await make(settings, more)).body.code;

  expect(await codeOf({ kind: 'webhook', address: 'https://169.254.169.254/latest' })).toBe('alert-address-inside');
  expect(await codeOf({ kind: 'webhook', address: 'https://10.0.0.1/' })).toBe('alert-address-inside');
  expect(await codeOf({ kind: 'webhook', address: 'http://93.184.215.14/' })).toBe('alert-address-not-secure');
  expect(await codeOf({ ...mail(), host: '10.0.0.1', security: 'tls' })).toBe('alert-address-inside');
  expect(await codeOf({ ...mail(), host: '93.184.215.14' })).toBe('alert-address-not-secure');
  expect(await codeOf({ kind: 'webhook', address: 'ftp://hook.example/' })).toBe('input-invalid');
  expect(await codeOf({ kind: 'webhook', address: 'https://user:word@hook.example/' })).toBe('input-invalid');
  expect(await codeOf({ ...mail(), from: 'alerts\u0001@practice.example' })).toBe('input-invalid');

  const { channel } = (await make(webhook())).body;
  const other = await call<{ code: string }>('POST', `/alert-channels/${channel.id}`, { settings: mail() });
  expect([other.status, other.body.code]).toEqual([409, 'alert-channel-kind']);
});

test.each([
  ['slack', '/services/T0/B0/aSecretPlace', 200],
  ['teams', '/workflows/7/triggers/manual/paths/invoke?sp=run&sig=aSecretPlace', 202],
] as const)(
  '%s gets a message that it takes, its address is a secret, and is never shown again',
  async (kind, path, taken) => {
    const address = `${inbox().receiver}${path}`;
    const { channel, secret } = (await make({ kind, address })).body;
    expect([secret, channel.settings]).toEqual([null, { kind, host: new URL(address).host }]);

    await call('POST', `/alert-channels/${channel.id}/test`);
    await expect.poll(() => lastState(channel.id)).toBe('delivered');

    expect(inbox().webhooks).toMatchObject([{ as: kind, path, status: taken }]);
    const shown = [await call('GET', '/alert-channels'), await logOf(channel.id), installation.lines];
    expect(JSON.stringify(shown)).not.toContain('aSecretPlace');

    const other = address.replace('aSecretPlace', 'another');
    await call('POST', `/alert-channels/${channel.id}`, { settings: { kind, address: other } });
    await call('POST', `/alert-channels/${channel.id}/test`);
    await expect.poll(() => inbox().webhooks.at(-1)?.path).toBe(path.replace('aSecretPlace', 'another'));
    expect((await make({ kind, address: 'https://10.0.0.1/x' })).body.code).toBe('alert-address-inside');
  },
);

test('what Slack says of a webhook that is gone switches the channel off', async () => {
  const { channel } = (await make({ kind: 'slack', address: `${inbox().receiver}/services/T0/B0/x` })).body;
  inbox().weather.webhooks = { is: 'status', status: 404 };

  await call('POST', `/alert-channels/${channel.id}/test`);
  await expect.poll(() => lastState(channel.id)).toBe('failed');

  const { body } = await call<{ channels: AlertChannel[] }>('GET', '/alert-channels');
  expect(body.channels.find(({ id }) => id === channel.id)).toMatchObject({
    off: { why: 'gone' },
    lastDelivery: { attempts: [{ result: 'gone', status: 404, code: 'no_service' }] },
  });
});

test('a client secret, and the token that it is worth, go to nobody but whom it was given for', async () => {
  const signIn = {
    ...{ user: 'alerts@practice.example', clientId: 'mailer', scope: 'mail/.default' },
    tokenAddress: `${installation.emulator.description.identity}/x/oauth2/v2.0/token`,
  };
  expect((await make({ ...mail(), signIn })).body).toMatchObject({ code: 'input-invalid' });
  const { body } = await make({ ...mail(), signIn }, { clientSecret: 'a secret of the mailer' });
  expect(JSON.stringify(body)).not.toContain('a secret of the mailer');

  const elsewhere = { ...mail(), signIn: { ...signIn, tokenAddress: `${inbox().receiver}/token` } };
  const wider = { ...mail(), signIn: { ...signIn, scope: 'everything/.default' } };
  const others = [elsewhere, wider, { ...mail(), port: 1, signIn }, { ...mail(), host: '127.0.0.1', signIn }];
  for (const settings of others) {
    const change = await call<{ code: string }>('POST', `/alert-channels/${body.channel.id}`, { settings });
    expect(change.body.code).toBe('input-invalid');
  }
  const renamed = { settings: { ...mail(), signIn }, name: 'Mail' };
  expect((await call('POST', `/alert-channels/${body.channel.id}`, renamed)).status).toBe(200);
});

test('the log comes a page at a time, and goes with its channel', async () => {
  const { channel } = (await make(webhook())).body;
  for (let n = 0; n < 3; n += 1) await call('POST', `/alert-channels/${channel.id}/test`);

  const first = await logOf(channel.id, '?size=2');
  const second = await logOf(channel.id, `?size=2&before=${first.next}`);

  expect([first.deliveries.length, second.deliveries.length, second.next]).toEqual([2, 1, null]);
  expect((await call('DELETE', `/alert-channels/${channel.id}`)).body).toEqual({ removed: true });
  expect((await call('GET', `/alert-channels/${channel.id}/deliveries`)).status).toBe(404);
  expect((await call('DELETE', `/alert-channels/${channel.id}`)).body).toEqual({ removed: false });
});

test('an operator whose account was disabled makes, changes and rotates no channel', async () => {
  const { channel } = (await make(webhook())).body;
  const { users } = installation.tenant('Practice Operator');
  const person = Object.values(users).find(({ userPrincipalName }) => userPrincipalName.startsWith('operator'));
  if (!person) throw new Error('No operator');
  person.accountEnabled = false;

  const refused = [
    await make(webhook()),
    await call('POST', `/alert-channels/${channel.id}`, { name: 'Mine' }),
    await call('POST', `/alert-channels/${channel.id}/secret`, {}),
  ];
  person.accountEnabled = true;

  for (const one of refused) expect([401, 403]).toContain(one.status);
});
