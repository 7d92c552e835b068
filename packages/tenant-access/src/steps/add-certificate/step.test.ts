import { X509Certificate } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { runDisconnect, runVerify } from '#run/verbs.ts';
import { connectIn, foundIn, madeIn, strike } from '#testing/found.ts';
import { type Practice, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

const days = 90;
const certificate = { credential: { kind: 'certificate' as const, days } };
const both = { credential: { kind: 'both' as const, days } };

test('where a policy forbids secrets, vPlus signs in with a certificate that lives as long as chosen', async () => {
  practice = await startPractice({ tenant: 'Woodgrove Bank', choices: certificate, takesCertificate: true });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  const { application, organizations } = foundIn(practice);
  expect(application.passwordCredentials).toEqual([]);
  const [key] = application.keyCredentials;
  const { validFromDate, validToDate } = new X509Certificate(Buffer.from(key?.key ?? '', 'base64'));
  expect(validToDate.getTime() - validFromDate.getTime()).toBe(days * 24 * 3600_000);
  expect(key).toMatchObject({ type: 'AsymmetricX509Cert', usage: 'Verify', endDateTime: expect.any(String) });
  expect(organizations[0]).toMatchObject({ clientSecret: null, lastSynchronizedAt: expect.any(Number) });
  expect(run.record('add-certificate')?.facts.map(({ label }) => label)).toContain('Certificate thumbprint (SHA-256)');
});

test("both credentials are handed over, and SharePoint's own interface answers to the certificate", async () => {
  practice = await startPractice({ choices: both, takesCertificate: true });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(run.record('verify-access')?.rows.find(({ key }) => key === 'sharepoint')?.state).toBe('done');
  expect(practice.memory.proof?.reads.find(({ key }) => key === 'sharepoint')).toMatchObject({
    request: 'GET {sharepoint}/_api/web',
    status: 200,
    outcome: 'works',
  });
  expect(practice.memory.proof?.tokens.map(({ api, credential, missing }) => [api, credential, missing])).toEqual([
    ['Microsoft Graph', 'secret', []],
    ['Office 365 Exchange Online', 'secret', []],
    ['Microsoft Graph', 'certificate', []],
    ['Office 365 SharePoint Online', 'certificate', []],
  ]);
  const { application, organizations } = foundIn(practice);
  expect([application.passwordCredentials.length, application.keyCredentials.length]).toEqual([1, 1]);
  expect(organizations[0]?.clientSecret).toBe(application.passwordCredentials[0]?._secret);
  expect(organizations[0]?.certificate).toEqual(expect.any(String));
});

test.each([certificate, both])('a second connect with $credential.kind changes nothing', async (choices) => {
  practice = await startPractice({ choices, takesCertificate: true });
  await connectIn(practice);
  practice.mark();

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(await runVerify(practice.newRun())).toBe('done');
  expect(practice.writes()).toEqual([]);
  expect(madeIn(run)).toEqual([]);
});

test('an answer that is lost after the certificate was added leaves one, and its key is at hand', async () => {
  practice = await startPractice({ choices: certificate, takesCertificate: true, lag: true });
  strike(practice, { method: 'PATCH', body: 'AsymmetricX509Cert' }, { kind: 'cut-after-effect' });

  const { outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(foundIn(practice).application.keyCredentials).toHaveLength(1);
});

test('a key id that Microsoft chooses itself is the one that counts', async () => {
  practice = await startPractice({ choices: certificate, takesCertificate: true });
  const run = practice.newRun();
  const { graph } = run.services;
  const headstrong: typeof graph = {
    ...graph,
    replaceKeyCredentials: (id, list) =>
      graph.replaceKeyCredentials(
        id,
        list.map(({ keyId: _, ...one }) => one),
      ),
  };

  const { outcome } = await connectIn(practice, { ...run, services: { ...run.services, graph: headstrong } });

  expect(outcome).toBe('done');
  const { keyCredentials } = foundIn(practice).application;
  expect(keyCredentials).toHaveLength(1);
  expect(practice.memory.handedOver?.keyIds).toEqual([keyCredentials[0]?.keyId]);
  practice.mark();
  expect((await connectIn(practice)).outcome).toBe('done');
  expect(practice.writes()).toEqual([]);
});

test('a certificate whose key is lost is replaced by one', async () => {
  practice = await startPractice({ choices: certificate, takesCertificate: true });
  const run = practice.newRun();
  const dies = { ...run, services: { ...run.services, appOnly: () => Promise.reject(new Error('killed')) } };
  expect((await connectIn(practice, dies)).outcome).toBe('failed');
  const [lost] = foundIn(practice).application.keyCredentials;

  const { outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  const { keyCredentials } = foundIn(practice).application;
  expect(lost).toBeDefined();
  expect(keyCredentials).toHaveLength(1);
  expect(keyCredentials[0]?.keyId).not.toBe(lost?.keyId);
});

test('a certificate of somebody else that no plan lists stays as it was and is pointed out, also by a disconnect', async () => {
  practice = await startPractice({ choices: certificate, takesCertificate: true });
  await connectIn(practice);
  const { application } = foundIn(practice);
  const [ours] = application.keyCredentials;
  if (!ours) throw new Error('No certificate');
  application.keyCredentials = [{ ...ours, keyId: crypto.randomUUID(), displayName: 'CN=by hand' }];
  const [theirs] = application.keyCredentials;

  const given = practice.newRun();
  given.services.mayRemove = () => false;
  const { run, outcome } = await connectIn(practice, given);

  expect(outcome).toBe('done-with-attention');
  expect(run.record('remove-leftovers')?.detail).toMatch(/certificate "CN=by hand" is not from this assistant/);
  expect(foundIn(practice).application.keyCredentials).toEqual([theirs, expect.objectContaining({ usage: 'Verify' })]);
  expect(await runDisconnect(practice.newRun())).toBe('done');
  const deleted = Object.values(practice.tenant.deletedItems).find(({ _type }) => _type === 'application');
  expect(deleted).toMatchObject({ keyCredentials: [theirs] });
});

test('a server without a field for it leaves the certificate to a person, for a day', async () => {
  practice = await startPractice({ choices: both });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done-with-attention');
  expect(run.record('add-certificate')).toMatchObject({
    state: 'done-with-attention',
    ask: { kind: 'task', reveal: ['certificate'] },
  });
  expect(foundIn(practice).organizations[0]?.certificate).toBeNull();
  practice.mark();
  expect((await connectIn(practice)).outcome).toBe('done-with-attention');
  expect(practice.writes()).toEqual([]);

  await practice.services.clock.sleep(25 * 3600_000);
  const late = await connectIn(practice);
  expect(madeIn(late.run)).toEqual(['add-certificate']);
  expect(foundIn(practice).application.keyCredentials).toHaveLength(1);
});

test('a change from secret to certificate removes the secret once vPlus has the certificate', async () => {
  practice = await startPractice({ takesCertificate: true });
  await connectIn(practice);
  practice.connection.choices = { ...practice.connection.choices, ...certificate };

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(madeIn(run)).toEqual([
    'add-certificate',
    'register-organization',
    'remove-leftovers',
    'synchronize-inventory',
  ]);
  expect(foundIn(practice).application.passwordCredentials).toEqual([]);
});

test('no private key and no password of a file is written into the records, the events or the memory', async () => {
  practice = await startPractice({ choices: both, takesCertificate: true });

  const { run } = await connectIn(practice);

  const written = JSON.stringify([run.records(), run.texts, practice.memory]);
  expect(written).not.toContain('PRIVATE KEY');
  expect(written).not.toContain(foundIn(practice).organizations[0]?.certificatePassword);
});
