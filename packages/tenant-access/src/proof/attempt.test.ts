import { RemoteError, type RemoteErrorFields } from '@vplus/clients';
import { render } from '@vplus/messages';
import { expect, test } from 'vitest';
import { attempt } from './attempt.ts';
import { type Reading, rowOf } from './reading.ts';
import { summaryOf } from './summary.ts';

const statuses = Array.from({ length: 504 - 400 + 1 }, (_, index) => 400 + index);

test.each(statuses)('%i of the first does not count when the second answers', async (status) => {
  expect(await tried([status, 'answered'])).toEqual({ is: 'works' });
});

test.each(statuses)('%i of everybody is a refusal or not proved, and is never thrown', async (status) => {
  const passing = status >= 500 || status === 408 || status === 429;

  expect(await tried([status, status, status])).toMatchObject({ is: passing ? 'unproved' : 'refused', status });
});

test('a refusal of one is told, although another was busy', async () => {
  expect(await tried([503, 403])).toMatchObject({ is: 'refused', status: 403 });
});

test('a service that is busy once is asked again', async () => {
  let asked = 0;
  const reading = await tried([503], () => {
    asked += 1;
    return asked > 1 ? 'answered' : undefined;
  });

  expect(reading).toEqual({ is: 'works' });
});

test('a token that is not accepted at first is shown once more, and no oftener', async () => {
  let asked = 0;
  const from = (answer: number) => () => {
    asked += 1;
    return asked > answer ? ('answered' as const) : undefined;
  };

  expect(await tried([401], from(1))).toEqual({ is: 'works' });
  asked = 0;
  expect(await tried([401], from(2))).toMatchObject({ is: 'refused', status: 401 });
});

test('a Retry-After is waited for within the patience, and not asked before', async () => {
  const slept: number[] = [];
  const clock = { now: () => 0, sleep: async (ms: number) => void slept.push(ms) };
  const read = async () => Promise.reject(refusal({ status: 429, retryAfterMs: 20_000 }));

  expect(await attempt({ clock }, { candidates: [1], nothing: '', read })).toMatchObject({ is: 'unproved' });

  expect(slept).toEqual([20_000]);
});

test('a SOAP fault is an answer about the request, unless it says that the server is busy', async () => {
  const fault = (code: string) => tried([refusal({ service: 'exchange', status: 500, code })]);

  expect(await fault('ErrorInvalidRequest')).toMatchObject({ is: 'refused', code: 'ErrorInvalidRequest' });
  expect(await fault('ErrorServerBusy')).toMatchObject({ is: 'unproved' });
});

test('an access policy of Exchange is named, also where another mailbox answers', async () => {
  const denied = refusal({ status: 403, code: 'ErrorAccessDenied' });

  expect(await tried([denied])).toMatchObject({ is: 'refused', code: 'ErrorAccessDenied', remedy: expect.anything() });
  expect(await tried([denied, 'answered'])).toMatchObject({ is: 'works', limit: expect.any(Object) });
});

test('a refusal may be replication at first, and is told to a person later, with what it means', async () => {
  const refused = workload(await tried([403]));

  expect(rowOf(refused, true).state).toBe('waiting');
  expect(rowOf(refused, false)).toMatchObject({ outcome: 'refused', status: 403 });
  expect(summaryOf([refused]).attention).toBe(true);
  const detail = render(summaryOf([refused]).detail);
  expect(detail).toContain('0 of 1 service answered. Refused: Mail (403).');
  expect(detail).toContain('Expect backups of mail to fail');
});

test('nothing to read is neither a failure nor a proof, and leaves nothing for a person', () => {
  const empty = workload({ is: 'nothing', note: 'There is no team to read.' });

  expect(rowOf(empty, false).state).toBe('not-possible');
  const { detail, attention } = summaryOf([empty]);
  expect(attention).toBe(false);
  expect(render(detail)).toBe(
    'Each fresh token that Microsoft gave has all its permissions. 0 of 1 service answered. Nothing to read: Mail.',
  );
});

test('only when all have answered it says so', () => {
  const works = workload({ is: 'works' });

  expect(render(summaryOf([works, works]).detail)).toBe(
    'Each fresh token that Microsoft gave has all its permissions. All 2 services answered.',
  );
});

test('an error that no remote system told is not swallowed', async () => {
  await expect(tried([new TypeError('ours')])).rejects.toThrow('ours');
  await expect(tried([refusal({ failure: 'aborted' })])).rejects.toThrow('aborted');
});

const clock = { now: () => 0, sleep: async () => undefined };

function tried(answers: (number | Error | 'answered')[], later?: () => 'answered' | undefined): Promise<Reading> {
  return attempt(
    { clock },
    {
      candidates: answers,
      nothing: 'Nothing here.',
      async read(answer) {
        const found = later?.() ?? answer;
        if (found === 'answered') return found;
        throw typeof found === 'number' ? refusal({ status: found }) : found;
      },
    },
  );
}

const workload = (reading: Reading) => ({ key: 'mail', label: 'Mail', group: 'Exchange', request: 'GET /x', reading });

const refusal = (fields: Partial<RemoteErrorFields>) =>
  new RemoteError({ service: 'graph', operation: 'GET /x', failure: 'refused', at: '', ...fields });
