import { RemoteError } from '@vplus/clients';
import { expect, test } from 'vitest';
import { attentionOf, type Reading, reading, rowOf, type Workload } from './reading.ts';

test('a refusal may be replication at first, and is told to a person later', async () => {
  const refused = workload(await reading(() => Promise.reject(refusal(403, 'Authorization_RequestDenied'))));

  expect(rowOf(refused, true).state).toBe('waiting');
  expect(rowOf(refused, false)).toMatchObject({
    state: 'done-with-attention',
    note: expect.stringContaining('Authorization_RequestDenied'),
  });
  expect(attentionOf([refused])).toContain('Authorization_RequestDenied');
});

test('an Exchange access policy is named as such', async () => {
  const limited = workload(await reading(() => Promise.reject(refusal(403, 'ErrorAccessDenied'))));

  expect(rowOf(limited, true).state).toBe('done-with-attention');
  expect(attentionOf([limited])).toContain('Exchange Administrator');
});

test('every other refusal is about the request and not about the workload', async () => {
  await expect(reading(() => Promise.reject(refusal(429)))).rejects.toThrow('429');
});

test('nothing to read is neither a failure nor a proof, and leaves nothing for a person', () => {
  const empty = workload({ is: 'nothing', note: 'There is no team to read.' });

  expect(rowOf(empty, false).state).toBe('not-possible');
  expect(
    attentionOf([empty, workload({ is: 'limited', note: 'Only with a certificate.', status: 401 })]),
  ).toBeUndefined();
});

const workload = (reading: Reading): Workload => ({
  key: 'mail',
  label: 'Mail',
  group: 'Exchange',
  request: 'GET /x',
  reading,
});

const refusal = (status: number, code?: string) =>
  new RemoteError({
    service: 'graph',
    operation: 'GET /x',
    failure: 'refused',
    status,
    at: '',
    ...(code ? { code } : {}),
  });
