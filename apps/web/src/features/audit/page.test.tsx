import { screen } from '@testing-library/react';
import { type AuditPage as Answer, AuditPage as Shape } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { queryKeys } from '#lib/query-keys.ts';
import { administrator, problemWith } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { AuditPage } from './page.tsx';
import { filterOf } from './use-filter.ts';

const operator = { ...administrator, operator: true };
const tenantId = '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d12';
const runId = '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d11';

const answer = (change: Partial<Answer> = {}): Answer =>
  Shape.parse({
    entries: [
      {
        number: 7,
        at: '2026-01-02T03:04:05.000Z',
        kind: 'deed',
        who: { name: 'Adele Vance', tenantId, objectId: 'adele' },
        as: 'administrator',
        from: '192.0.2.7',
        what: 'Started: connect',
        tenantId,
        tenantName: 'Contoso',
        runId,
        previous: 'a'.repeat(64),
        hash: 'b'.repeat(64),
      },
    ],
    next: null,
    chain: {
      verified: { at: '2026-01-03T00:00:00.000Z', entries: 7, whole: true, head: { number: 7, hash: 'b'.repeat(64) } },
      cut: null,
      problem: null,
    },
    ...change,
  });

const page = (change: Partial<Answer> = {}) =>
  show(<AuditPage />, {
    session: operator,
    answered: [[queryKeys.audit(undefined, {}), { pages: [answer(change)], pageParams: [null] }]],
  });

test('an entry says who, as what, from where, what, in which tenant, and leads to its run', () => {
  page();

  expect(screen.getByText(/Adele Vance as an administrator, from 192\.0\.2\.7/)).toBeTruthy();
  expect(screen.getByText('Started: connect')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Contoso' })).toHaveProperty('pathname', `/tenants/${tenantId}`);
  expect(screen.getByRole('link', { name: 'Open the run' })).toHaveProperty('pathname', `/runs/${runId}`);
  expect(screen.getByText(/All 7 entries fitted their hashes on .*The newest was number 7\.$/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Show older entries' })).toBeNull();
});

test('a broken chain is told above the entries, which are shown all the same', () => {
  const problem = problemWith('audit-broken', { detail: 'Entry 3 does not fit its hash.' });
  page({ chain: { ...answer().chain, problem }, next: 7 });

  expect(screen.getByRole('alert').textContent).toContain('Entry 3 does not fit its hash.');
  expect(screen.getByText('Started: connect')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Show older entries' })).toBeTruthy();
});

test('before there is an entry, nothing is said of hashes that fitted', () => {
  const head = { number: 0, hash: '0'.repeat(64) };
  const verified = { at: '2026-01-03T00:00:00.000Z', entries: 0, whole: true, head };
  page({ entries: [], chain: { ...answer().chain, verified } });

  expect(screen.getByText(/^When the log was last checked, on .*, it had no entry\.$/)).toBeTruthy();
  expect(screen.queryByText(/number 0/)).toBeNull();
});

test('nothing found and nothing noted are told apart', () => {
  page({ entries: [] });

  expect(screen.getByText('Nothing was noted yet.')).toBeTruthy();
});

test('the days of the address become moments, the last day whole; what is mistyped searches for nothing', () => {
  const { filter, days } = filterOf(new URLSearchParams('from=2026-03-01&to=2026-03-01&search=ada'));
  const span = Date.parse(filter.until ?? '') - Date.parse(filter.since ?? '');

  expect(days).toEqual({ from: '2026-03-01', to: '2026-03-01' });
  expect(span).toBe(24 * 3_600_000);
  expect(filter.search).toBe('ada');
  expect(filterOf(new URLSearchParams('from=yesterday&runId=x'))).toEqual({ days: { from: '', to: '' }, filter: {} });
});
