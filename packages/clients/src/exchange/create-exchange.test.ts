import { expect, test } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { type Reply, serve } from '../testing/serve.ts';
import { testTransport } from '../testing/transport.ts';
import { createExchange } from './create-exchange.ts';

const mailbox = 'a&b@contoso.example';

test('asks for the id of one inbox as the mailbox itself', async () => {
  const { exchange, requests } = await exchangeAt({ body: answer('Success', 'NoError') });

  await expect(exchange.readInbox('token-1', mailbox)).resolves.toEqual({ is: 'works' });

  expect(requests).toMatchObject([
    {
      method: 'POST',
      url: '/EWS/Exchange.asmx',
      headers: {
        authorization: 'Bearer token-1',
        'x-anchormailbox': mailbox,
        'content-type': 'text/xml; charset=utf-8',
      },
    },
  ]);
  expect(requests[0]?.body).toContain('<t:PrimarySmtpAddress>a&amp;b@contoso.example</t:PrimarySmtpAddress>');
  expect(requests[0]?.body).toContain('<t:BaseShape>IdOnly</t:BaseShape>');
});

test.each([401, 403])('takes %i for a switched-off or unlisted application', async (status) => {
  const { exchange } = await exchangeAt({ status });

  await expect(exchange.readInbox('token-1', mailbox)).resolves.toMatchObject({ is: 'off' });
});

test('tells which mailbox problem Exchange names', async () => {
  const { exchange } = await exchangeAt({ body: answer('Error', 'ErrorNonExistentMailbox') });

  expect(await failureOf(exchange.readInbox('token-1', mailbox))).toMatchObject({
    service: 'exchange',
    failure: 'refused',
    code: 'ErrorNonExistentMailbox',
  });
});

test('does not take any answer for a mailbox', async () => {
  const { exchange } = await exchangeAt({ body: '<html>Sign in</html>' });

  expect(await failureOf(exchange.readInbox('token-1', mailbox))).toMatchObject({ failure: 'malformed' });
});

test('tells how long a busy Exchange wants to be left alone', async () => {
  const { exchange } = await exchangeAt({ status: 503, headers: { 'retry-after': '5', 'request-id': 'x-1' } });

  expect(await failureOf(exchange.readInbox('token-1', mailbox))).toMatchObject({
    status: 503,
    retryAfterMs: 5000,
    requestId: 'x-1',
  });
});

async function exchangeAt(reply: Reply) {
  const { origin, requests } = await serve(() => reply);
  return { exchange: createExchange({ ...testTransport(), origin }), requests };
}

function answer(outcome: string, code: string): string {
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><m:GetFolderResponse><m:ResponseMessages>
    <m:GetFolderResponseMessage ResponseClass="${outcome}"><m:ResponseCode>${code}</m:ResponseCode></m:GetFolderResponseMessage>
  </m:ResponseMessages></m:GetFolderResponse></s:Body></s:Envelope>`;
}
