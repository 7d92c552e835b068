import type { UnwordedProblem } from '@vplus/contracts';
import { meaningOf, named, signInRefusal } from '@vplus/contracts/refusals';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectIn, foundIn, strike } from '../testing/found.ts';
import { type Practice, type PracticeRun, startPractice } from '../testing/practice.ts';

let practice: Practice;
beforeEach(async () => {
  practice = await startPractice();
});
afterEach(() => practice.close());

/** What Entra ID may answer an application that signs in by itself. */
const passing = [50033, 90006, 90012, 90024, 90033, 90055, 90090];
const lag = [7000215, 700027, 700016, 7000112];
/** Of what was granted, which takes longer than a credential. */
const lagOfGrants = [501051];
const lasting = [50196, 53003, 70011, 700025, 900023, 90002, 90038, 5000224, 7000218, 7000222];

test.each([...passing, ...lag, ...lagOfGrants])(
  'AADSTS%i of the new application is waited out, and the run ends connected',
  async (number) => {
    practice.tenant.weather.refuse = [{ at: 'client-credentials', code: number, times: 4 }];

    const { run, outcome } = await connectIn(practice);

    expect(outcome).toBe('done');
    expect(run.record('verify-access')).not.toHaveProperty('problem');
  },
);

test.each(lasting)(
  'AADSTS%i of the new application ends the run with its sentence, and it goes on when it is gone',
  async (number) => {
    practice.tenant.weather.refuse = [{ at: 'client-credentials', code: number, times: null }];

    const { run, outcome } = await connectIn(practice);
    const { problem } = run.record('verify-access') as { problem: UnwordedProblem };
    practice.tenant.weather.refuse = [];
    const again = await connectIn(practice, practice.newRun(run));

    expect(outcome).toBe('failed');
    expect(problem).toMatchObject(meant(number));
    expect(again.outcome).toBe('done');
    expect(foundIn(practice).application.passwordCredentials).toHaveLength(1);
  },
);

test('a policy for workload identities is told as one, with who can exclude the application', async () => {
  practice.tenant.weather.conditionalAccess = { at: 'client-credentials', demand: 'block' };

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('failed');
  expect(run.record('verify-access')?.problem).toMatchObject({
    code: 'application-blocked',
    helper: 'administrator',
    title: 'Conditional Access blocks the application in Contoso',
    remedy: expect.stringMatching(/Conditional Access Administrator to exclude the application.*vPlus server sign in/),
    remote: { code: 'AADSTS53003' },
  });
});

test.each([50058, 50076, 50105, 53000, 53011, 65001, 90094, 500212])(
  'AADSTS%i of the new application asks nobody to sign in, to change the account or to approve',
  async (number) => {
    practice.tenant.weather.refuse = [{ at: 'client-credentials', code: number, times: null }];

    const { run, outcome } = await connectIn(practice);

    expect(outcome).toBe('failed');
    expect(run.record('verify-access')?.problem).toMatchObject({
      code: expect.stringMatching(/^(application-blocked|tenant-access-blocked)$/),
      detail: expect.stringMatching(/application/),
    });
  },
);

test.each([500011, 500014, 650052])(
  'AADSTS%i for each service leaves refused rows in the proof, and the organization is on vPlus all the same',
  async (number) => {
    practice.tenant.weather.refuse = [{ at: 'client-credentials', code: number, times: null }];

    const { run } = await connectIn(practice);

    const refused = run.record('verify-access')?.rows.filter(({ note }) => note?.includes(String(number)));
    expect(refused?.length).toBeGreaterThan(0);
    expect(refused?.map(({ note }) => note).join()).not.toMatch(/[{|}]/);
    expect(run.record('verify-access')).not.toHaveProperty('problem');
    expect(run.record('register-organization')?.state).toBe('done');
    expect(foundIn(practice).organizations).toHaveLength(1);
  },
);

test.each(lag)(
  'AADSTS%i that lasts is lag no longer: it says what is wrong, and another attempt cures it',
  async (number) => {
    practice.tenant.weather.refuse = [{ at: 'client-credentials', code: number, times: null }];

    const { run, outcome } = await connectIn(practice);
    const before = secretOf(run);
    const minutes = (practice.services.clock.now() - Date.parse(run.record('add-secret')?.finishedAt ?? '')) / 60_000;
    practice.tenant.weather.refuse = [];
    const again = await connectIn(practice, practice.newRun(run));

    expect(outcome).toBe('failed');
    expect(run.record('verify-access')?.problem).toMatchObject(meant(number));
    expect(minutes).toBeGreaterThan(4);
    expect(minutes).toBeLessThan(12);
    expect(again.outcome).toBe('done');
    expect(secretOf(again.run) === before).toBe(number !== 7000215);
  },
);

type Outcome = 'done' | 'needs-you' | 'failed';
test.each([
  [429, 'TooManyRequests', 'done', 'microsoft-busy'],
  [500, 'InternalServerError', 'done', 'microsoft-busy'],
  [502, 'BadGateway', 'done', 'microsoft-busy'],
  [503, 'serviceNotAvailable', 'done', 'microsoft-busy'],
  [504, 'timeout', 'done', 'microsoft-busy'],
  [400, 'NoBackingApplicationObject', 'done', 'microsoft-spreading'],
  [400, 'Request_BadRequest', 'done', 'microsoft-spreading'],
  [404, 'Request_ResourceNotFound', 'done', 'microsoft-spreading'],
  [409, 'Request_MultipleObjectsWithSameKeyValue', 'done', 'microsoft-spreading'],
  [424, 'FailedDependency', 'done', 'microsoft-spreading'],
  [401, 'InvalidAuthenticationToken', 'needs-you', 'sign-in-again'],
  [403, 'Authorization_RequestDenied', 'needs-you', 'role-missing'],
  [400, 'CredentialInvalidLifetimeAsPerAppPolicy', 'failed', 'secret-lifetime'],
  [400, 'CredentialTypeNotAllowedAsPerAppPolicy', 'failed', 'policy-forbids-secret'],
  [400, 'SignInAudienceNotAllowedAsPerAppPolicy', 'failed', 'policy-forbids-application'],
  [400, 'HostNameNotOnVerifiedDomain', 'failed', 'policy-forbids-application'],
  [400, 'CannotDeleteOrUpdateEnabledEntitlement', 'failed', 'microsoft-refused'],
  [403, 'Directory_QuotaExceeded', 'failed', 'directory-full'],
  [403, 'Directory_ResourceSizeExceeded', 'failed', 'assistant-misconfigured'],
  [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'failed', 'licence-missing'],
  [400, 'BadRequest', 'failed', 'licence-missing'],
] as [number, string, Outcome, string][])(
  'Graph’s %i %s ends as it should, and the run goes on when it is gone',
  async (status, code, ends, problem) => {
    const body = JSON.stringify({ error: { code, message: 'As told.', innerError: { 'request-id': 'request-1' } } });
    // More often than the client itself tries again; of a life that is too long, every shorter one is tried.
    const livesTried = 8;
    const times = ends === 'done' ? 12 : problem === 'secret-lifetime' ? livesTried : 1;
    strike(
      practice,
      addPassword,
      { kind: 'status', status, body, headers: { 'content-type': 'application/json' } },
      times,
    );

    const { run, outcome } = await connectIn(practice);
    const again = await connectIn(practice, practice.newRun(run));

    expect(outcome).toBe(ends);
    expect(run.shown[0]).toMatchObject({
      code: problem,
      helper: expect.any(String),
      detail: expect.any(String),
      remedy: expect.any(String),
      remote: { service: 'graph', status, code, requestId: 'request-1', at: expect.any(String) },
    });
    expect(again.outcome).toBe('done');
    expect(foundIn(practice).application.passwordCredentials).toHaveLength(1);
  },
);

const addPassword = { service: 'graph', method: 'POST', path: 'addPassword' } as const;

const secretOf = (run: PracticeRun) => (run.record('add-secret')?.output as { keyId: string } | undefined)?.keyId;

function meant(number: number) {
  const row = signInRefusal([number]);
  if (!row) throw new Error(`AADSTS${number} is not in the catalogue`);
  const long = { application: true, ageMs: Number.POSITIVE_INFINITY };
  const { problem, title, sentence, remedy, helper } = named(meaningOf(row, long), {
    tenant: practice.tenant.displayName,
  });
  return { code: problem, title, detail: sentence, remedy, helper };
}
