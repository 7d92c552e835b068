import type { UnwordedFinding } from '@vplus/contracts';
import { message, rendered } from '@vplus/messages';
import { expect, test } from 'vitest';
import { healthOf } from './health.ts';

const now = Date.parse('2026-11-30T12:00:00.000Z');
const dayMs = 24 * 60 * 60_000;
const at = (ms: number) => new Date(ms).toISOString();

const finding = (change: Partial<UnwordedFinding>): UnwordedFinding => ({
  id: '5f0c1f5e-5d0c-4f3a-8a39-0d6f3d6b9a01',
  vplusServerName: 'Server main',
  kind: 'ews-ends',
  severity: 'info',
  title: message(`finding.${change.kind ?? 'ews-ends'}`),
  what: '',
  mend: 'time',
  state: 'open',
  due: null,
  firstSeenAt: at(now),
  lastSeenAt: at(now),
  acceptance: null,
  acknowledgement: null,
  resolvedAt: null,
  ...change,
});

const health = (...findings: UnwordedFinding[]) =>
  rendered(healthOf({ connectedAt: at(now - dayMs), lookedAt: at(now), findings }, now));

test('what is open, what is only good to know and what somebody accepted are told apart', () => {
  const note = finding({});
  const accepted = finding({ kind: 'owner-added', severity: 'warning', state: 'accepted' });

  expect(health()?.why).toBe('No finding is open.');
  expect(health(note)?.why).toBe('The open finding is only good to know.');
  expect(health(note, note, accepted)).toEqual({
    is: 'protected',
    at: null,
    why: 'The 2 open findings are only good to know. One finding is accepted.',
  });
});

test('no acceptance of a critical finding makes a tenant protected', () => {
  const accepted = finding({ kind: 'organization-gone', severity: 'critical', state: 'accepted' });

  expect(health(accepted)).toMatchObject({ is: 'not-protected' });
  expect(health(finding({ ...accepted, state: 'resolved' }))).toMatchObject({ is: 'protected' });
});

test('of warnings nothing is said that a server that does not answer would belie', () => {
  const silent = finding({ kind: 'vplus-unreachable', severity: 'warning' });

  expect(health(silent)?.why).toBe('One warning is open. No critical finding is open.');
});

test('a permission that is missing may leave something out, and stops not every backup', () => {
  const missing = finding({ kind: 'permission-missing', severity: 'critical' });

  expect(health(missing)?.why).toBe(
    'A permission is missing. Until that is put right, backups may fail or be incomplete.',
  );
});

test('a credential that has expired since the last check is no warning any more', () => {
  const ends = (ms: number) => finding({ kind: 'credential-ends', severity: 'warning', due: at(now + ms) });

  expect(health(ends(dayMs))).toMatchObject({ is: 'attention', at: at(now + dayMs) });
  expect(health(ends(0))).toMatchObject({
    is: 'not-protected',
    why: expect.stringMatching(/^A credential has expired\./),
  });
});

test('a tenant of an earlier build that no check has looked at yet is not said to have been looked at', () => {
  const connectedAt = at(now - 100 * dayMs);
  const { is, at: since, why } = rendered(healthOf({ connectedAt, lookedAt: null, findings: [] }, now)) ?? {};

  expect([is, since]).toEqual(['unknown', connectedAt]);
  expect(why).toBe('No check has seen vPlus for more than two days, so nobody knows how this tenant stands.');
});
