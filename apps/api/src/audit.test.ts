import { createHash } from 'node:crypto';
import type { AuditPage, RunView, TenantView } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let contoso: string;
let adele: string;
let operator: string;
let run: RunView;

/** A tenant that was connected by an administrator. */
beforeAll(async () => {
  installation = await startInstallation();
  contoso = installation.tenant('Contoso').id;
  adele = await installation.tokenOf('Contoso', 'adele');
  operator = await installation.tokenOf('Practice Operator', 'operator');
  await installation.approve('Contoso', 'adele');
  run = await installation.connect(adele, contoso);
  await installation.ended(adele, run.id);
});
afterAll(() => installation.close());

const log = async (token: string, query = '', path = `/tenants/${contoso}/audit`) =>
  (await installation.call<AuditPage>(token, 'GET', `${path}${query}`)).body;

/** As a collector gets it: with the headers, as text. */
async function exported(token: string, query: string, path = `/tenants/${contoso}/audit/export`) {
  const answer = await fetch(`${installation.address()}/api${path}${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  return { type: answer.headers.get('content-type'), text: await answer.text() };
}

test('who connected a tenant is in its log: as what, from where, of which run', async () => {
  await expect
    .poll(async () => (await log(adele, `?runId=${run.id}`)).entries.map(({ kind }) => kind))
    .toEqual(['record', 'outcome', 'outcome', 'deed']);

  const { entries } = await log(adele, `?runId=${run.id}`);

  expect(entries.map(({ what }) => what)).toEqual([
    expect.stringMatching(/^Record of the connect of Contoso: SHA-256 /),
    expect.stringMatching(/^Connect ended: done/),
    'Connected; the first synchronization goes on',
    'Started: connect',
  ]);
  expect(entries.at(-1)).toMatchObject({
    who: { name: 'Adele Vance', tenantId: contoso },
    as: 'administrator',
    from: '127.0.0.1',
    runId: run.id,
    tenantId: contoso,
  });
  expect((await log(adele, '?search=was+shown+the+plan')).entries).toEqual([]);
  expect((await log(adele, '?search=history.planned')).entries).toMatchObject([{ kind: 'look' }]);
});

test('an outsider verifies an export line by line, and goes on where it was cut off', async () => {
  const whole = await exported(operator, '?after=0', '/audit/export');
  const lines = whole.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const middle = lines[1].number;

  const rest = await exported(operator, `?after=${middle}`, '/audit/export');

  expect(whole.type).toMatch('application/jsonl');
  let before = '0'.repeat(64);
  for (const { hash, words, ...entry } of lines) {
    expect(entry.previous).toBe(before);
    expect(createHash('sha256').update(sorted(entry)).digest('hex')).toBe(hash);
    expect(words).toEqual(expect.any(String));
    before = hash;
  }
  expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1));
  expect(rest.text).toBe(whole.text.split('\n').slice(2).join('\n'));
});

test('an export is noted, one that goes on is not, and CSV begins with its columns', async () => {
  const before = (await log(adele, '?search=history.exported')).entries.length;

  const { text, type } = await exported(adele, '?format=csv');
  await exported(adele, '?format=csv&after=1');

  expect(type).toBe('text/csv; charset=utf-8');
  expect(text.split('\r\n')[0]).toBe(
    'number,at,kind,who,who_tenant_id,who_object_id,as,from,what,tenant_id,run_id,brought_over,message,previous,hash',
  );
  expect((await log(adele, '?search=history.exported')).entries).toHaveLength(before + 1);
});

test('pages are told by number, and the last one says so', async () => {
  const first = await log(adele, '?size=2');
  const second = await log(adele, `?size=200&before=${first.next}`);

  expect(first.entries).toHaveLength(2);
  expect(first.next).toBe(first.entries[1]?.number);
  expect(second.entries[0]?.number).toBeLessThan(first.next ?? 0);
  expect(second.next).toBeNull();
  expect(second.chain.problem).toBeNull();
});

test('what somebody may not is noted where it was tried, twenty times an hour and no more', async () => {
  const fatima = await installation.tokenOf('Fabrikam', 'fatima');

  for (let n = 0; n < 25; n += 1)
    expect((await installation.call(fatima, 'POST', `/runs/${run.id}/cancel`)).status).toBe(404);

  const refusals = async () =>
    (await log(adele, '?size=200')).entries.filter(({ kind }) => kind === 'refusal').toReversed();
  await expect.poll(async () => (await refusals()).length).toBe(20);
  const noted = await refusals();
  expect(noted[0]).toMatchObject({ what: 'Was refused: cancel', as: null, from: '127.0.0.1', runId: run.id });
  expect(noted.map(({ what }) => what)).toContain(
    'Was refused again; further refusals of this hour are not written down',
  );
  const own = await log(fatima, '', `/tenants/${installation.tenant('Fabrikam').id}/audit`);
  expect(own.entries).toEqual([]);
});

test('strangers who try crowd nothing out of the history on the page of a tenant', async () => {
  const { body } = await installation.call<TenantView>(adele, 'GET', `/tenants/${contoso}`);

  expect(body.history.map(({ who }) => who)).toContain('Adele Vance');
  expect(body.history.map(({ who }) => who)).not.toContain('Fatima Rahimi');
});

test('whoever uses that up elsewhere is still noted where they go on, once, and not where nobody is', async () => {
  const frida = await installation.tokenOf('Fabrikam', 'frida');
  const nowhere = '11111111-2222-4333-8444-555555555555';
  const check = (tenantId: string) => installation.call(frida, 'POST', `/tenants/${tenantId}/check`);
  const refusals = async () =>
    (await log(operator, '?size=200', '/audit')).entries.filter(
      ({ kind, who }) => kind === 'refusal' && who.name === 'Frida Lind',
    );

  for (let n = 0; n < 22; n += 1) expect((await check(nowhere)).status).toBe(404);
  await expect.poll(async () => (await refusals()).length).toBe(20);
  for (let n = 0; n < 3; n += 1) await check(contoso);
  for (let n = 0; n < 3; n += 1) await check('11111111-2222-4333-8444-666666666666');

  await expect.poll(async () => (await refusals()).length).toBe(21);
  expect((await refusals())[0]).toMatchObject({
    tenantId: contoso,
    what: 'Was refused again; further refusals of this hour are not written down',
  });
});

test('an operator sees all tenants, by name', async () => {
  await installation.call(adele, 'GET', `/runs/${run.id}/support-bundle`);

  const { entries } = await log(operator, '?search=contoso&size=5', '/audit');

  expect(entries.length).toBeGreaterThan(0);
  expect(new Set(entries.map(({ tenantName }) => tenantName))).toEqual(new Set(['Contoso']));
});

test('whoever is no operator and asks for the log of all tenants, or its export, is noted at home', async () => {
  for (const path of ['/audit', '/audit/export'])
    expect((await installation.call(adele, 'GET', path)).status).toBe(404);

  await expect
    .poll(async () =>
      (await log(adele, '?search=history.refused')).entries.filter(({ who }) => who.name === 'Adele Vance'),
    )
    .toMatchObject([{ what: 'Was refused: read the audit log' }, { what: 'Was refused: read the audit log' }]);
});

test('what an operator does with a channel of alerts is noted of the installation, and no secret of it', async () => {
  const address = `${installation.emulator.cloud.inbox.receiver}/hook`;
  const filter = { kinds: null, severities: ['critical'], tenants: null };
  const { body } = await installation.call<{ channel: { id: string }; secret: string }>(
    operator,
    'POST',
    '/alert-channels',
    { name: 'Pager', settings: { kind: 'webhook', address }, filter },
  );
  const path = `/alert-channels/${body.channel.id}`;
  await installation.call(operator, 'POST', `${path}/test`);
  await installation.call(operator, 'POST', path, { on: false });
  await installation.call(operator, 'DELETE', path);
  expect((await installation.call(adele, 'DELETE', path)).status).toBe(404);

  const { entries } = await log(operator, '?search=history.alert-channel', '/audit');

  expect(entries.map(({ what }) => what)).toEqual([
    'Removed the channel of alerts "Pager"',
    'Switched off the channel of alerts "Pager"',
    'Tested the channel of alerts "Pager"',
    'Made the channel of alerts "Pager"',
  ]);
  expect(entries[0]).toMatchObject({ kind: 'deed', as: 'operator', tenantId: null, from: '127.0.0.1' });
  expect(JSON.stringify(entries)).not.toContain(body.secret);
  await expect
    .poll(async () => (await log(adele, '?size=200')).entries.map(({ what }) => what))
    .toContain('Was refused: manage channels of alerts');
});

/** Canonical JSON as an outsider makes it: members sorted at every depth. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${sorted(member)}`).join(',')}}`;
}
