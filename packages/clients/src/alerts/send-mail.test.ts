import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { type Emulator, startEmulator } from '@vplus/emulator';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAddressGuard } from './address-guard.ts';
import { type MailMessage, type MailServer, sendMail } from './send-mail.ts';

const guard = createAddressGuard(['127.0.0.1', '::1']);
let cloud: Emulator;
beforeAll(async () => {
  cloud = await startEmulator({ port: 0 });
});
beforeEach(() => cloud.reset());
afterAll(() => cloud.close());

const id = '0f7b1c2d-8e53-4d9f-8a21-1c7e3f509b12';
const message: Omit<MailMessage, 'signal'> = {
  ...{ id, from: 'alerts@contoso.example', to: ['one@contoso.example', 'two@contoso.example'] },
  subject: 'Critical: a finding is open at Zażółć',
  text: 'A permission is missing.\n',
  html: '<p>A permission is missing.</p>',
};
const send = (server: Partial<MailServer> = {}, change: Partial<MailMessage> = {}, by: object = { guard }) => {
  const { host, port } = cloud.description.inbox.mail;
  return sendMail(
    { ca: readFileSync(cloud.caFile, 'utf8'), ...(by as { guard: typeof guard }) },
    { host, port, security: 'starttls', signIn: null, ...server },
    { ...message, signal: new AbortController().signal, ...change },
  );
};
const mail = () => cloud.cloud.inbox.mail;

test('mail arrives encrypted, as text and HTML, under an id that is the same in every attempt', async () => {
  const ends = [await send(), await send()];

  expect(ends).toEqual([
    { result: 'delivered', status: 250 },
    { result: 'delivered', status: 250 },
  ]);
  expect(mail()).toHaveLength(2);
  for (const got of mail())
    expect(got).toMatchObject({
      from: 'alerts@contoso.example',
      to: ['one@contoso.example', 'two@contoso.example'],
      encrypted: true,
      user: null,
      subject: message.subject,
      messageId: `<${id}@contoso.example>`,
      text: expect.stringMatching(/^A permission is missing\.\s*$/),
      html: expect.stringContaining('<p>A permission is missing.</p>'),
    });
  expect(mail()[0]?.headers).toContainEqual({ name: 'auto-submitted', value: 'auto-generated' });
});

test('an application signs in with a token of its own (OAuth 2, client credentials)', async () => {
  const daemon = cloud.description.clients.find(({ kind }) => kind === 'daemon');
  const { identity, graph } = cloud.description;
  const signIn = {
    user: 'alerts@contoso.example',
    tokenAddress: `${identity}/${daemon?.tenantId}/oauth2/v2.0/token`,
    clientId: daemon?.clientId ?? '',
    clientSecret: daemon?.secret ?? '',
    scope: `${graph}/.default`,
  };

  expect(await send({ signIn })).toEqual({ result: 'delivered', status: 250 });
  expect(mail()[0]?.user).toBe('alerts@contoso.example');

  const refused = await send({ signIn: { ...signIn, clientSecret: 'wrong' } });
  expect(refused).toEqual({ result: 'failed', code: 'TOKEN_REFUSED', status: 401 });
  expect(JSON.stringify(refused)).not.toContain('wrong');
});

test.each([
  ['later', { result: 'failed', code: 'EMESSAGE', status: 451 }],
  ['never', { result: 'failed', code: 'EENVELOPE', status: 550 }],
] as const)('a server that refuses (%s) is told by its status', async (is, end) => {
  cloud.cloud.inbox.weather.mail.is = is;

  expect(await send()).toEqual(end);
  expect(mail()).toEqual([]);
});

test('a mail that was not taken for everybody is told as such, and went to the others', async () => {
  expect(await send({}, { to: ['nobody@contoso.example', 'two@contoso.example'] })).toEqual({
    result: 'delivered',
    status: 250,
    code: 'RECIPIENTS_REFUSED',
  });
  expect(mail().map(({ to }) => to)).toEqual([['two@contoso.example']]);
});

test('a server that is down is told by a code', async () => {
  cloud.cloud.inbox.weather.mail.is = 'down';

  expect(await send()).toEqual({ result: 'failed', code: 'EPROTOCOL', status: 421 });
  expect(await send({ port: 1 })).toMatchObject({ result: 'failed', code: 'ESOCKET' });
});

test('a certificate of another name, or of nobody that is trusted, gets no mail', async () => {
  const { port } = cloud.description.inbox.mail;
  const misled = { guard: createAddressGuard(['127.0.0.1'], async () => [{ address: '127.0.0.1', family: 4 }]) };

  const ends = [await send({ host: 'mail.example', port }, {}, misled), await send({}, {}, { guard, ca: undefined })];

  for (const end of ends) expect(end).toEqual({ result: 'failed', code: 'ESOCKET' });
  expect(mail()).toEqual([]);
  // It was the name, not the way.
  expect(await send({ port }, {}, misled)).toEqual({ result: 'delivered', status: 250 });
});

test('a server inside that is not listed is not connected to, and none outside in clear', async () => {
  const outside = { guard: createAddressGuard([], async () => [{ address: '93.184.215.14', family: 4 }]) };

  expect(await send({}, {}, { guard: createAddressGuard([]) })).toEqual({ result: 'failed', code: 'INSIDE_ADDRESS' });
  expect(await send({ host: 'mail.example', security: 'none' }, {}, outside)).toEqual({
    result: 'failed',
    code: 'NOT_HTTPS',
  });
  expect(await send({ security: 'none' })).toEqual({ result: 'delivered', status: 250 });
  expect(mail().map(({ encrypted }) => encrypted)).toEqual([false]);
});

test('what stands in a tenant’s name makes no header and no recipient', async () => {
  await send({}, { subject: 'One\r\nBcc: three@contoso.example\r\n\r\nBody' });

  const [got] = mail();
  expect(got?.to).toEqual(['one@contoso.example', 'two@contoso.example']);
  expect(got?.headers.map(({ name }) => name)).not.toContain('bcc');
  expect(got?.text.trim()).toBe('A permission is missing.');
});

test('a server that never stops talking is given up when the signal says so, and its line is cut', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    const talking = setInterval(() => socket.write('220-still here\r\n'), 5);
    socket.once('close', () => clearInterval(talking));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const end = await send({ host: '127.0.0.1', port, security: 'none' }, { signal: AbortSignal.timeout(100) });

  expect(end).toEqual({ result: 'failed', code: 'TIMEOUT' });
  await new Promise((resolve) => server.close(resolve));
});
