import type { CalendarFeed, TenantView } from '@vplus/contracts';
import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
let contoso: string;
let adele: string;
let operator: string;

/** A tenant that was connected and checked. */
beforeAll(async () => {
  installation = await startInstallation({ environment: { RATE_LIMIT_COSTLY: '60' } });
  contoso = installation.tenant('Contoso').id;
  adele = await installation.tokenOf('Contoso', 'adele');
  operator = await installation.tokenOf('Practice Operator', 'operator');
  await installation.approve('Contoso', 'adele');
  await installation.ended(adele, (await installation.connect(adele, contoso)).id);
  const check = await installation.call<{ id: string }>(adele, 'POST', `/tenants/${contoso}/runs`, { verb: 'verify' });
  await installation.ended(adele, check.body.id);
});
afterAll(() => installation.close());

interface Made {
  feed: CalendarFeed;
  address: string;
}
const make = async (token: string, path: string) => (await installation.call<Made>(token, 'POST', path)).body;
const ofContoso = () => make(adele, `/tenants/${contoso}/calendar-feeds`);
const tenant = async () => (await installation.call<TenantView>(adele, 'GET', `/tenants/${contoso}`)).body;

/** As Mozilla's own parser reads it, which shares nothing with what wrote it. */
async function eventsAt(address: string) {
  const text = await (await fetch(address)).text();
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      summary: event.summary,
      day: event.startDate.toString(),
      wholeDay: event.startDate.isDate,
      below: component.getAllSubcomponents().length,
    };
  });
}

test('an address tells every end of the tenant as a whole day without an alarm, in names and dates alone', async () => {
  const { address } = await ofContoso();
  const reply = await fetch(address);
  const text = await reply.text();

  expect(reply.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(reply.headers.get('cache-control')).toBe('no-store');
  const { credentials, connection } = await tenant();
  const events = await eventsAt(address);
  expect(events.map(({ summary, day }) => [summary, day])).toEqual([
    ['Microsoft ends Exchange Web Services (Contoso)', '2027-04-01'],
    ...credentials.map(({ kind, expiresAt }) => [
      `${kind === 'secret' ? 'Client secret' : 'Certificate'} of Contoso expires`,
      expiresAt.slice(0, 10),
    ]),
  ]);
  for (const { wholeDay, below } of events) expect([wholeDay, below]).toEqual([true, 0]);
  for (const id of [contoso, connection?.clientId, connection?.organizationGuid]) expect(text).not.toContain(id);
});

test('an event keeps its id from one reading to the next, and no two have the same', async () => {
  const { address } = await ofContoso();

  const [first, second] = [await eventsAt(address), await eventsAt((await ofContoso()).address)];

  expect(second.map(({ uid }) => uid)).toEqual(first.map(({ uid }) => uid));
  expect(new Set(first.map(({ uid }) => uid)).size).toBe(first.length);
});

test('an acceptance that ends stands in it until it is taken back', async () => {
  const { address } = await ofContoso();
  const { findings } = await tenant();
  const path = `/tenants/${contoso}/findings/${findings[0]?.id}`;
  await installation.call(adele, 'POST', `${path}/accept`, { why: 'Known', until: '2027-02-03T12:00:00.000Z' });

  const during = await eventsAt(address);
  await installation.call(adele, 'POST', `${path}/reopen`);

  expect(during[0]).toMatchObject({
    summary: 'Acceptance at Contoso ends: Microsoft ends Exchange Web Services',
    day: '2027-02-03',
  });
  expect((await eventsAt(address)).map(({ summary }) => summary)).not.toContain(during[0]?.summary);
});

test('of all tenants, for operators, it says once what they have in common', async () => {
  const { address, feed } = await make(operator, '/calendar-feeds');

  expect(feed.tenantId).toBeNull();
  expect((await eventsAt(address))[0]?.summary).toBe('Microsoft ends Exchange Web Services (1 tenant)');
});

test('the address is shown once and stands neither in a list nor in our log', async () => {
  const { address, feed } = await ofContoso();
  await fetch(address);
  await fetch(`${address}?utm=1`);
  await fetch(address.replace('/api/calendar/', '/API/Calendar/'));
  const token = address.split('/').at(-1)?.slice(0, 43) ?? '';

  const listed = await installation.call<{ feeds: CalendarFeed[] }>(adele, 'GET', `/tenants/${contoso}/calendar-feeds`);
  const audit = await installation.call(adele, 'GET', `/tenants/${contoso}/audit`);

  expect(listed.body.feeds[0]).toMatchObject({ id: feed.id, madeBy: 'Adele Vance', lastReadAt: expect.any(String) });
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(installation.lines.filter((line) => line.includes('/calendar/[redacted]')).length).toBeGreaterThan(2);
  expect(JSON.stringify([listed.body, audit.body]) + installation.lines.join('')).not.toContain(token);
  expect(JSON.stringify(audit.body)).toContain('Made a private address for the calendar');
});

test('one that was taken back answers like one that never was', async () => {
  const { address, feed } = await ofContoso();

  const elsewhere = await installation.tokenOf('Fabrikam', 'fatima');
  const refused = await installation.call(elsewhere, 'DELETE', `/calendar-feeds/${feed.id}`);
  const before = await fetch(address);
  const revoked = await installation.call(adele, 'DELETE', `/calendar-feeds/${feed.id}`);
  const answers = await Promise.all(
    [address, `${address.slice(0, -47)}${'A'.repeat(43)}.ics`].map(async (one) => {
      const reply = await fetch(one);
      const { traceId: _, ...problem } = (await reply.json()) as { traceId: string };
      return { status: reply.status, problem };
    }),
  );

  expect([refused.status, before.status]).toEqual([404, 200]);
  expect(revoked.body).toEqual({ revoked: true });
  expect(answers[0]).toMatchObject({ status: 404, problem: { code: 'not-found' } });
  expect(answers[0]).toEqual(answers[1]);
});

test('an address of all tenants is taken back by operators alone', async () => {
  const { feed } = await make(operator, '/calendar-feeds');

  expect((await installation.call(adele, 'DELETE', `/calendar-feeds/${feed.id}`)).status).toBe(404);
  expect((await installation.call(operator, 'DELETE', `/calendar-feeds/${feed.id}`)).body).toEqual({ revoked: true });
});

test('an operator whose account was disabled gets no address', async () => {
  const person = Object.values(installation.tenant('Practice Operator').users).find(({ userPrincipalName }) =>
    userPrincipalName.startsWith('operator'),
  );
  if (!person) throw new Error('No operator');
  person.accountEnabled = false;

  const refused = await installation.call(operator, 'POST', '/calendar-feeds');
  person.accountEnabled = true;

  expect([401, 403]).toContain(refused.status);
});

test('one address is read so often a minute and no more, and keeps no other back', async () => {
  const [busy, other] = [await ofContoso(), await ofContoso()];

  const statuses = await Promise.all(Array.from({ length: 61 }, async () => (await fetch(busy.address)).status));

  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  expect((await fetch(other.address)).status).toBe(200);
});
