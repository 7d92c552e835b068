import { RemoteError, type RemoteErrorFields } from '@vplus/clients';
import { Problem, type UnwordedProblem } from '@vplus/contracts';
import { render } from '@vplus/messages';
import type { RunHistory } from '@vplus/reconciler';
import { expect, test } from 'vitest';
import { problemOf } from '../refusals/problem-of.ts';
import { judgeAt } from './judge.ts';
import { connectSteps, type StepId } from './steps.ts';

const judge = (...[error, step, history]: Parameters<ReturnType<typeof judgeAt>>) =>
  judgeAt({ now: () => now, names: { tenant: 'Contoso' } })(error, step, history);

test.each([
  ['throttling', { status: 429, code: 'TooManyRequests', retryAfterMs: 7000 }, 'microsoft-busy'],
  ['an outage', { status: 503, code: 'serviceNotAvailable' }, 'microsoft-busy'],
  ['a lost line', { failure: 'unreachable' }, 'microsoft-unreachable'],
  ['no answer in time', { failure: 'timeout' }, 'microsoft-unreachable'],
  ['a replica that is behind', { status: 404, code: 'Request_ResourceNotFound' }, 'microsoft-spreading'],
  ['a conflict of replicas', { status: 409, code: 'Request_MultipleObjectsWithSameKeyValue' }, 'microsoft-spreading'],
  ['an application that is not there yet', { status: 400, code: 'NoBackingApplicationObject' }, 'microsoft-spreading'],
  ['a failed predecessor in a batch', { status: 424, code: 'FailedDependency' }, 'microsoft-spreading'],
] as [string, Partial<RemoteErrorFields>, string][])('waits out %s', (_name, fields, code) => {
  const verdict = judge(refusal(fields), stepNamed('grant-permissions'));

  expect(verdict).toMatchObject({ take: 'retry', problem: { code } });
  expect('afterMs' in verdict ? verdict.afterMs : undefined).toBe(fields.retryAfterMs);
});

test('tells what was refused from what may have taken effect', () => {
  const uncertain = (fields: Partial<RemoteErrorFields>) =>
    judge(refusal(fields), stepNamed('add-secret')) as { uncertain?: boolean };

  expect(uncertain({ status: 429 }).uncertain).toBe(false);
  expect(uncertain({ status: 404 }).uncertain).toBe(false);
  expect(uncertain({ failure: 'unreachable' }).uncertain).toBe(true);
  expect(uncertain({ status: 504 }).uncertain).toBe(true);
});

test('waits for a secret and an application that Microsoft is still spreading', () => {
  for (const number of [7000215, 700016])
    expect(
      judge(
        refusal({ service: 'identity', status: 401, code: 'invalid_client', aadsts: [number] }),
        stepNamed('verify-access'),
      ),
    ).toMatchObject({ take: 'retry', what: stepNamed('verify-access').waitingFor });
});

test('hands a claims challenge to the person as it came, whatever the status', () => {
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';

  expect(judge(refusal({ status: 401, claims }), stepNamed('add-secret'))).toMatchObject({
    take: 'ask',
    ask: { kind: 'sign-in', claims },
    problem: { code: 'sign-in-again', claims },
  });
});

test('asks for a fresh sign-in when the token of the person has ended', () => {
  expect(judge(refusal({ status: 401, code: 'InvalidAuthenticationToken' }), stepNamed('add-secret'))).toMatchObject({
    take: 'ask',
    ask: { kind: 'sign-in' },
  });
});

test("asks no person to sign in for the new application's own token", () => {
  expect(judge(refusal({ status: 401, code: 'InvalidAuthenticationToken' }), stepNamed('verify-access')).take).toBe(
    'retry',
  );
});

test('asks for approval when consent is missing', () => {
  const error = refusal({ service: 'identity', status: 400, code: 'invalid_grant', aadsts: [65001] });

  expect(judge(error, stepNamed('register-application'))).toMatchObject({
    take: 'ask',
    ask: { kind: 'admin-consent', missingScopes: expect.arrayContaining(['Application.ReadWrite.All']) },
  });
});

test('names the role that the refused step needs', () => {
  const refused = refusal({ status: 403, code: 'Authorization_RequestDenied' });

  expect(askOf(judge(refused, stepNamed('grant-permissions')))).toContain('Privileged Role Administrator');
  expect(askOf(judge(refused, stepNamed('add-secret')))).toContain('Cloud Application Administrator');
});

test.each([
  [{ status: 400, code: 'CredentialInvalidLifetimeAsPerAppPolicy' }, 'secret-lifetime'],
  [{ status: 400, code: 'CredentialTypeNotAllowedAsPerAppPolicy' }, 'policy-forbids-secret'],
  [{ service: 'vplus', failure: 'certificate' }, 'vplus-certificate'],
  [{ service: 'graph', failure: 'certificate', broke: 'certificate' }, 'microsoft-certificate'],
  [{ service: 'identity', failure: 'certificate', broke: 'hostname' }, 'microsoft-hostname'],
  [{ service: 'vplus', operation: 'create organization', status: 422 }, 'vplus-refused'],
  [{ service: 'identity', status: 400, aadsts: [5000224] }, 'tenant-gone'],
  [{ service: 'identity', status: 400, aadsts: [53003] }, 'conditional-access-blocked'],
  [{ service: 'identity', status: 400, code: 'access_denied', aadsts: [99999] }, 'microsoft-refused'],
  [{ service: 'identity', status: 401, code: 'invalid_client', aadsts: [99999] }, 'microsoft-refused'],
  [{ status: 403, code: 'Directory_QuotaExceeded' }, 'directory-full'],
  [{ service: 'identity', status: 400, aadsts: [7000114] }, 'assistant-misconfigured'],
] as [Partial<RemoteErrorFields>, string][])('gives up on %j, which no waiting helps', (fields, code) => {
  expect(judge(refusal(fields), stepNamed('add-secret'))).toMatchObject({ take: 'fail', problem: { code } });
});

test.each([
  [7000215, 4, 'microsoft-spreading'],
  [7000215, 6, 'secret-wrong'],
  [700016, 9, 'microsoft-spreading'],
  [700016, 11, 'application-gone'],
])('takes AADSTS%i for lag or for good by the age of what this run made: %i minutes', (number, minutes, code) => {
  const refused = refusal({ service: 'identity', status: 401, code: 'invalid_client', aadsts: [number] });

  const verdict = judge(refused, stepNamed('verify-access'), historyOf({ madeMinutesAgo: minutes }));

  expect(verdict).toMatchObject({ take: code === 'microsoft-spreading' ? 'retry' : 'fail', problem: { code } });
});

test('gives up on an object that stays unknown after twenty minutes, however often it is made anew', () => {
  const gone = refusal({ status: 404, code: 'Request_ResourceNotFound' });
  const step = stepNamed('grant-permissions');

  expect(judge(gone, step, historyOf({ madeMinutesAgo: 60, waitingMinutes: 19 })).take).toBe('retry');
  expect(judge(gone, step, historyOf({ madeMinutesAgo: 60, waitingMinutes: 21 }))).toMatchObject({
    take: 'fail',
    problem: { code: 'application-gone' },
  });
});

test('takes the misleading 403 of an identity whose application is new for lag', () => {
  const stranger = refusal({ status: 403, code: 'Authorization_RequestDenied' });
  const step = stepNamed('create-service-principal');

  expect(judge(stranger, step, historyOf({ madeMinutesAgo: 1 })).take).toBe('retry');
  expect(judge(stranger, step, historyOf({ madeMinutesAgo: 3, waitingMinutes: 3 })).take).toBe('ask');
});

test.each([
  [50076, 'application-blocked'],
  [53003, 'application-blocked'],
  [65001, 'application-blocked'],
  [500213, 'tenant-access-blocked'],
  [7000112, 'application-disabled'],
  [700016, 'application-gone'],
  [50196, 'too-many-attempts'],
])('asks nobody to sign in when AADSTS%i refuses the application itself, at whatever step', (number, code) => {
  const operation = 'POST /token (client-credentials)';
  const refused = refusal({ service: 'identity', operation, status: 400, aadsts: [number], claims: '{}' });

  expect(judge(refused, stepNamed('allow-ews'), historyOf({ madeMinutesAgo: 60 }))).toMatchObject({
    take: 'fail',
    problem: { code },
  });
});

test('fills the tenant into what it says', () => {
  const refused = refusal({ service: 'identity', status: 400, aadsts: [53003] });

  expect(judge(refused, stepNamed('add-secret'))).toMatchObject({
    problem: { title: 'A rule of Contoso blocked this sign-in', helper: 'administrator' },
  });
});

test.each([
  [{ service: 'vplus', failure: 'malformed' }, 'vplus-contract'],
  [{ service: 'vplus', status: 409 }, 'vplus-refused'],
  [{ service: 'vplus', status: 401 }, 'vplus-login'],
] as [Partial<RemoteErrorFields>, string][])(
  'looks again at %j a few times, since a line may have garbled it or the server restarts',
  (fields, code) => {
    expect(judge(refusal(fields), stepNamed('register-organization'))).toMatchObject({
      take: 'retry',
      chances: 3,
      problem: { code },
    });
  },
);

test.each([429, 503])('calls a vPlus server that answers %i busy, not silent', (status) => {
  expect(judge(refusal({ service: 'vplus', status }), stepNamed('register-organization'))).toMatchObject({
    take: 'retry',
    what: { key: 'waits.vplus-busy' },
  });
});

test('never decides by what a message says', () => {
  const misleading = refusal({ status: 400, code: 'Other', remoteMessage: 'Permission being assigned already exists' });

  expect(judge(misleading, stepNamed('grant-permissions')).take).toBe('fail');
});

test('fails with our own problem as it is, and with an honest one for a bug', () => {
  const step = stepNamed('synchronize-inventory');

  expect(judge(new Problem('inventory-sync-failed', 'no licence'), step)).toMatchObject({
    take: 'fail',
    problem: { code: 'inventory-sync-failed', detail: 'no licence' },
  });
  expect(judge(new TypeError('x is undefined'), step)).toMatchObject({ take: 'fail', problem: { code: 'unexpected' } });
});

test('keeps what support needs of a refusal', () => {
  const view: UnwordedProblem = problemOf(
    refusal({
      service: 'identity',
      status: 400,
      code: 'invalid_grant',
      aadsts: [53003],
      remoteMessage: 'Blocked',
      requestId: 'r-1',
    }),
  ).toView();

  expect(view.remote).toMatchObject({ service: 'identity', code: 'AADSTS53003', message: 'Blocked', requestId: 'r-1' });
});

function refusal(fields: Partial<RemoteErrorFields>): RemoteError {
  return new RemoteError({
    service: 'graph',
    operation: 'POST /x',
    failure: 'refused',
    at: '2026-11-24T00:00:00Z',
    ...fields,
  });
}

const now = Date.parse('2026-11-24T12:00:00Z');
const minutesAgo = (minutes: number) => now - minutes * 60_000;

function historyOf({
  madeMinutesAgo,
  waitingMinutes = 0,
}: {
  madeMinutesAgo: number;
  waitingMinutes?: number;
}): RunHistory {
  const at = new Date(minutesAgo(madeMinutesAgo)).toISOString();
  const blank = { state: 'done', startedAt: at, finishedAt: at, facts: [], rows: [] } as const;
  return {
    records: [{ ...blank, id: 'register-application', facts: [], rows: [], intent: { at, before: null } }],
    waitingSince: minutesAgo(waitingMinutes),
  };
}

function stepNamed(id: StepId) {
  const step = connectSteps.find((one) => one.id === id);
  if (!step) throw new Error(`No step ${id}`);
  return step;
}

const askOf = (verdict: ReturnType<typeof judge>) => (verdict.take === 'ask' ? render(verdict.ask.text) : verdict.take);
