import { expect, test } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { type Reply, serve } from '../testing/serve.ts';
import { testTransport } from '../testing/transport.ts';
import { createSharePoint } from './create-share-point.ts';

test('reads one id of the site and nothing of its content', async () => {
  const { sharePoint, requests } = await sharePointAt({ body: { Id: 'web-1' } });

  await expect(sharePoint.readWeb('token-1')).resolves.toBe('works');

  expect(requests).toMatchObject([
    {
      url: '/_api/web?$select=Id',
      headers: { authorization: 'Bearer token-1', accept: 'application/json;odata=nometadata' },
    },
  ]);
});

test('says that a certificate is needed when the token of a secret is refused', async () => {
  const { sharePoint } = await sharePointAt({
    status: 401,
    body: { error_description: 'Unsupported app only token.' },
  });

  await expect(sharePoint.readWeb('token-1')).resolves.toBe('certificate-needed');
});

test('waits for the longer of the two times that SharePoint names', async () => {
  const { sharePoint } = await sharePointAt({
    status: 429,
    headers: { 'retry-after': '10', 'ratelimit-reset': '31', sprequestguid: 'sp-1' },
  });

  expect(await failureOf(sharePoint.readWeb('token-1'))).toMatchObject({
    service: 'sharepoint',
    status: 429,
    retryAfterMs: 31_000,
    requestId: 'sp-1',
  });
});

test('tells the code of a refusal', async () => {
  const { sharePoint } = await sharePointAt({
    status: 403,
    body: { 'odata.error': { code: '-2147024891, System.UnauthorizedAccessException', message: { value: 'Denied' } } },
  });

  expect(await failureOf(sharePoint.readWeb('token-1'))).toMatchObject({
    failure: 'refused',
    code: '-2147024891, System.UnauthorizedAccessException',
    remoteMessage: 'Denied',
  });
});

test('does not take any answer for a site', async () => {
  const { sharePoint } = await sharePointAt({ body: '<html>Sign in</html>' });

  expect(await failureOf(sharePoint.readWeb('token-1'))).toMatchObject({ failure: 'malformed' });
});

async function sharePointAt(reply: Reply) {
  const { origin, requests } = await serve(() => reply);
  return { sharePoint: createSharePoint({ ...testTransport(), origin }), requests };
}
