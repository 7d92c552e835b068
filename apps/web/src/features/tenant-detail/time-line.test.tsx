import { screen, within } from '@testing-library/react';
import type { FindingView, LookView, RunSummary, TenantView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { show } from '#testing/show.tsx';
import { TimeLine } from './time-line.tsx';
import type { Noted } from './time-line-of.ts';

const runId = '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d11' as RunSummary['id'];
const at = (minute: number) => `2026-11-30T10:${String(minute).padStart(2, '0')}:00.000Z`;

const run = { id: runId, verb: 'connect', state: 'done', startedBy: 'Adele Vance', stepsDone: 14, stepsTotal: 14 };
const note = (change: Partial<Noted>): Noted => ({
  at: at(1),
  who: 'Adele Vance',
  as: 'administrator',
  from: '192.0.2.7',
  what: 'Started: connect',
  runId: null,
  ...change,
});
const check = (change: Partial<LookView> = {}): LookView => ({
  at: at(20),
  by: null,
  runId: null,
  findings: 1,
  unseen: [{ stepId: 'grant-permissions', why: 'Nobody was signed in.' }],
  ...change,
});

const tenant = (change: Partial<TenantView> = {}) =>
  ({
    runs: [{ ...run, startedAt: at(0), finishedAt: at(1) }],
    checks: [check()],
    findings: [
      { id: 'a', title: 'The application has an owner', firstSeenAt: at(20), resolvedAt: at(40) } as FindingView,
    ],
    history: [
      note({ at: at(30), what: 'Asked for a check' }),
      note({ at: at(1), what: 'Connect ended: done', runId }),
      note({ at: at(0), runId }),
    ],
    ...change,
  }) as TenantView;

const titles = () =>
  within(screen.getByRole('list', { name: /newest first/ }))
    .getAllByRole('listitem')
    .filter((item) => item.parentElement?.getAttribute('aria-label'))
    .map(({ textContent }) => textContent);

test('checks, findings, runs and deeds stand in one list with the newest first, and what is of a run below it', () => {
  show(<TimeLine tenant={tenant()} />);

  expect(titles()).toEqual([
    expect.stringMatching(/^The application has an ownerResolved/),
    expect.stringMatching(/^Asked for a checkAdele Vance/),
    expect.stringMatching(/^Check1 finding, not everything seenautomatic/),
    expect.stringMatching(/^The application has an ownerFound/),
    expect.stringMatching(/^ConnectDoneby Adele Vance, 14 of 14 steps.*2 entriesConnect ended: done.*Started: connect/),
  ]);
  expect(screen.getByRole('link', { name: 'Connect' })).toHaveProperty('pathname', `/runs/${runId}`);
  expect(screen.queryByRole('group', { name: 'Show' })).toBeNull();
});

test('a check that a run made is told once, with the run', () => {
  const full = { ...run, verb: 'verify', startedAt: at(0), finishedAt: at(1) } as RunSummary;
  show(<TimeLine tenant={tenant({ runs: [full], checks: [check({ runId })], findings: [], history: [] })} />);

  expect(titles()).toEqual([expect.stringMatching(/^Full checkDoneby Adele Vance.*1 finding/)]);
});

test('a long list can be narrowed, and shows the rest when it is asked for', async () => {
  const checks = Array.from({ length: 20 }, (_, minute) => check({ at: at(minute + 2) }));
  const { user } = show(<TimeLine tenant={tenant({ checks })} />);

  expect(titles()).toHaveLength(12);
  await user.click(screen.getByRole('button', { name: 'Show 12 older' }));
  expect(titles()).toHaveLength(24);
  await user.click(screen.getByRole('button', { name: 'Findings' }));
  expect(titles()).toHaveLength(2);
  expect(screen.getByRole('button', { name: 'Findings' }).getAttribute('aria-pressed')).toBe('true');
});

test('as what and from where somebody acted is shown when it is asked for', async () => {
  const { user } = show(<TimeLine tenant={tenant()} />);

  expect(screen.queryByText(/192\.0\.2\.7/)).toBeNull();
  await user.click(screen.getByRole('button', { name: 'As what and from where' }));

  expect(screen.getAllByText(/as an administrator, from 192\.0\.2\.7/)).toHaveLength(3);
});

test('where nothing happened yet it says so', () => {
  show(<TimeLine tenant={tenant({ runs: [], checks: [], findings: [], history: [] })} />);

  expect(screen.getByText('Nothing yet.')).toBeDefined();
});
