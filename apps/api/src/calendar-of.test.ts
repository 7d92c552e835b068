import type { End } from '@vplus/store';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { calendarOf } from './calendar-of.ts';

const installationId = '11111111-1111-4111-8111-111111111111';
const now = Date.parse('2026-12-01T00:00:00Z');
const end = (tenantName: string, change: object = {}): End => ({
  ...{ tenantId: tenantName, tenantName, is: 'credential', kind: 'secret', key: tenantName },
  ...{ at: '2027-05-30T23:30:00.000Z' },
  ...change,
});
const written = (ends: End[], ofAll = false) => calendarOf(ends, { installationId, now, ofAll });
const read = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));

test.each([['Contoso, Ltd; “North”'], ['日本語'.repeat(40)], ['C:\\Contoso']])(
  'a name is told as it is: %s',
  (name) => {
    const text = written([end(name)]);

    expect(read(text).map(({ summary }) => summary)).toEqual([`Client secret of ${name} expires`]);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  },
);

test('a name of several lines makes no line of its own', () => {
  const text = written([end('Contoso\r\nBEGIN:VALARM\rEND:VALARM\u2028x')]);

  expect(read(text)).toHaveLength(1);
  expect(text).not.toMatch(/^(BEGIN|END):VALARM/m);
});

test('a day is that of UTC, with the time below it', () => {
  const [event] = read(written([end('Contoso')]));

  expect([event?.startDate.toString(), event?.description]).toEqual(['2027-05-30', 'At 23:30 UTC.']);
});

test('what ends for many stands there once for all tenants, and for each in its own', () => {
  const ews = { is: 'retirement', kind: 'ews-ends', at: '2027-04-01T00:00:00.000Z' };
  const ends = [end('A', ews), end('B', ews), end('B', { ...ews, key: 'B, on another server' })];

  expect(read(written(ends, true)).map(({ summary }) => summary)).toEqual([
    'Microsoft ends Exchange Web Services (2 tenants)',
  ]);
  expect(read(written(ends.slice(0, 1)))[0]?.summary).toBe('Microsoft ends Exchange Web Services (A)');
});

test('a calendar without an end is one all the same', () => {
  expect(read(written([]))).toEqual([]);
});
