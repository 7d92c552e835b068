import { afterEach, expect, test } from 'vitest';
import { connectIn, foundIn, strike } from '#testing/found.ts';
import { type Practice, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

test('has a row for each workload, and says that SharePoint itself wants a certificate', async () => {
  practice = await startPractice();

  const { run } = await connectIn(practice);

  const rows = run.record('verify-access')?.rows ?? [];
  expect(Object.fromEntries(rows.map(({ key, state }) => [key, state]))).toEqual({
    directory: 'done',
    mail: 'done',
    calendar: 'done',
    contacts: 'done',
    'mailbox-settings': 'done',
    ews: 'done',
    onedrive: 'done',
    sites: 'done',
    sharepoint: 'done-with-attention',
    teams: 'done',
  });
  expect(rows.find(({ key }) => key === 'sharepoint')?.note).toContain('certificate');
});

test('a policy that limits the mailboxes is named as such', async () => {
  practice = await startPractice();
  practice.tenant.weather.mailboxesLimited = true;

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done-with-attention');
  expect(run.record('verify-access')?.detail).toContain('Exchange Administrator');
});

test('the sentence of the proof counts, names the refused and says what it means', async () => {
  practice = await startPractice();

  const { run, outcome } = await connectIn(practice);

  const step = run.record('verify-access');
  expect(step?.detail).toContain("9 of 10 services answered. Refused: SharePoint's own interface (401).");
  expect(step?.detail).toContain("What vPlus backs up through SharePoint's own interface fails");
  expect(step?.rows.find(({ key }) => key === 'sharepoint')).toMatchObject({ outcome: 'refused', status: 401 });
  // With a secret alone, on a server that takes no certificate, there is nothing that anybody could do.
  expect(outcome).toBe('done');
});

test('where the vPlus server takes a certificate, a proof by secret alone leaves something to do', async () => {
  practice = await startPractice({ takesCertificate: true });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done-with-attention');
  expect(run.record('verify-access')?.detail).toContain('Let the assistant add a certificate');
});

test('a refusal straight after the grants is waited out, although the credential is minutes old', async () => {
  practice = await startPractice();
  const granting = { service: 'graph', method: 'POST', path: '/appRoleAssignedTo$' };
  strike(practice, granting, { kind: 'status', status: 429, headers: { 'retry-after': '300' } });
  strike(practice, { service: 'graph', path: '/v1.0/teams\\?' }, { kind: 'status', status: 403 });

  const { run, outcome } = await connectIn(practice);

  const [secret, grants] = ['add-secret', 'grant-permissions'] as const;
  const finished = (id: typeof secret | typeof grants) => Date.parse(run.record(id)?.finishedAt ?? '');
  expect(finished(grants) - finished(secret)).toBeGreaterThan(4 * 60_000);
  expect(run.record('verify-access')?.rows.find(({ key }) => key === 'teams')?.outcome).toBe('answered');
  expect(outcome).toBe('done');
});

test('with secret and certificate every service answers, and only then it says so', async () => {
  practice = await startPractice({ takesCertificate: true, choices: { credential: { kind: 'both', days: 90 } } });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(run.record('verify-access')?.detail).toBe(
    'Each fresh token that Microsoft gave has all its permissions. All 10 services answered.',
  );
});

test('sixty people without a licence, five with a foundation plan, and a first mailbox without mail hide nobody', async () => {
  practice = await startPractice();
  const { users } = practice.tenant;
  const [licensed] = Object.values(users).filter(({ assignedPlans }) => assignedPlans.length > 0);
  if (!licensed) throw new Error('Nobody is licensed');
  const copies = Array.from({ length: 160 }, (_, index) => ({
    ...structuredClone(licensed),
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    userPrincipalName: `first${index}@contoso.example`,
    mail: null,
    _drive: false,
    assignedPlans:
      index < 5
        ? [{ ...(licensed.assignedPlans[0] ?? never()), servicePlanId: '113feb6c-3fe4-4440-bddc-54d774bf0318' }]
        : [],
  }));
  practice.tenant.users = { ...Object.fromEntries(copies.map((one) => [one.id, one])), ...users };
  const first = users[licensed.id];
  if (first) first.mail = null;

  const { run } = await connectIn(practice);

  const rows = run.record('verify-access')?.rows ?? [];
  const answered = rows.filter(({ outcome }) => outcome === 'answered').map(({ key }) => key);
  expect(answered).toEqual(expect.arrayContaining(['mail', 'calendar', 'ews', 'onedrive']));
});

test('that nobody has a mailbox is said after looking at all, and with how many', async () => {
  practice = await startPractice();
  const people = Object.values(practice.tenant.users);
  for (const one of people) one.assignedPlans = [];

  const { run, outcome } = await connectIn(practice);

  const members = people.filter(({ userType, accountEnabled }) => userType === 'Member' && accountEnabled).length;
  const mail = run.record('verify-access')?.rows.find(({ key }) => key === 'mail');
  expect(mail).toMatchObject({ outcome: 'nothing', note: expect.stringContaining(`${members} enabled members`) });
  expect(run.record('verify-access')?.detail).toContain('Nothing to read: Mail');
  expect(outcome).toBe('done');
  expect(foundIn(practice).organizations).toHaveLength(1);
});

test('a mailbox that Exchange does not know, and a fault of one, are passed over', async () => {
  practice = await startPractice();
  const soap = (code: string, outer: string) =>
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${outer}<m:ResponseCode>${code}</m:ResponseCode></s:Body></s:Envelope>`;
  const ews = { service: 'exchange', path: '/EWS/Exchange.asmx' };
  strike(practice, ews, {
    kind: 'status',
    status: 200,
    body: soap('ErrorNonExistentMailbox', '<m:GetFolderResponseMessage ResponseClass="Error">'),
  });
  strike(practice, ews, { kind: 'status', status: 500, body: soap('ErrorInvalidSyncStateData', '') });

  const { run } = await connectIn(practice);

  expect(run.record('verify-access')?.rows.find(({ key }) => key === 'ews')?.outcome).toBe('answered');
});

test('a token that Microsoft refuses for Exchange is a refused row, with its number, and the tenant is connected', async () => {
  practice = await startPractice();
  const refusal = JSON.stringify({
    error: 'invalid_client',
    error_description: 'AADSTS500014: The service principal for the resource is disabled.',
    error_codes: [500014],
  });
  const scope = encodeURIComponent(practice.emulator.origins.exchange);
  const effect = {
    kind: 'status' as const,
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: refusal,
  };
  strike(practice, { service: 'identity', path: '/token', body: `scope=${scope}` }, effect, 1_000);

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toMatch(/^done/);
  expect(run.record('verify-access')?.rows.find(({ key }) => key === 'ews')).toMatchObject({
    outcome: 'refused',
    note: expect.stringContaining('AADSTS500014'),
  });
  expect(run.record('allow-ews')?.ask).toBeUndefined();
  expect(foundIn(practice).organizations).toHaveLength(1);
});

function never(): never {
  throw new Error('A licensed person has a plan');
}
