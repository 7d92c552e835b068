import { screen, within } from '@testing-library/react';
import type { RunView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { problemWith, runOf, stepOf } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { FreshnessNotice } from './freshness-notice.tsx';
import { StatusCard } from './status-card.tsx';
import { StepLists } from './step-lists.tsx';

const done = (id: string) => stepOf({ id, title: `Step ${id}`, state: 'done', finishedAt: '2026-01-01T00:00:08Z' });
const showCard = (run: RunView) =>
  show(
    <StatusCard run={run} onResume={null} resuming={false} ref={null}>
      {null}
    </StatusCard>,
  );
const heading = () => screen.getByRole('heading', { level: 2 }).textContent;

test('a live run says at which step it is, and shows how far', () => {
  showCard(runOf({ steps: [done('a'), stepOf({ id: 'b' }), stepOf({ id: 'c', state: 'pending' })] }));

  expect(heading()).toBe('WorkingStep 2 of 3');
  expect(screen.getByRole('progressbar', { name: 'Steps done' }).getAttribute('value')).toBe('1');
  expect(within(screen.getByRole('list', { name: 'Now' })).getByText('Add a client secret')).toBeDefined();
});

test('a run that is connected says so while its synchronization goes on', () => {
  showCard(runOf({ connected: true, steps: [done('a'), stepOf({ id: 'b' })] }));

  expect(heading()).toContain('Connected');
});

test('a run that failed says where it stopped, and counts what was done', () => {
  const failed = stepOf({ title: 'Check access', state: 'failed', problem: problemWith('application-blocked') });
  showCard(runOf({ state: 'failed', finishedAt: '2026-01-01T00:01:05Z', steps: [done('a'), failed] }));

  expect(heading()).toBe('Failed1 of 2 steps done');
  expect(screen.getByText('It stopped at “Check access”')).toBeDefined();
  expect(screen.getByText('1 min 05 s')).toBeDefined();
  expect(screen.queryByRole('progressbar')).toBeNull();
});

test('a run that was cancelled stopped nowhere in particular', () => {
  showCard(runOf({ state: 'cancelled', finishedAt: '2026-01-01T00:01:00Z', steps: [done('a')] }));

  expect(heading()).toBe('Cancelled1 of 1 steps done');
  expect(screen.queryByText(/It stopped/)).toBeNull();
});

test('steps with a note stand open, finished ones and the rest are folded under a figure', () => {
  const note = stepOf({ id: 'n', title: 'Check EWS', state: 'done-with-attention' });
  const run = runOf({ state: 'cancelled', steps: [done('a'), note, stepOf({ id: 'c', state: 'cancelled' })] });
  show(<StepLists run={run} onResume={null} resuming={false} />);

  expect(within(screen.getByRole('region', { name: 'Done, with a note' })).getByText('Check EWS')).toBeDefined();
  expect(screen.getByText('1 step finished').closest('details')?.open).toBe(false);
  expect(screen.getByText('1 step not done')).toBeDefined();
});

test('a check that has ended shows its steps, since it has nothing else to show', () => {
  const run = runOf({ verb: 'verify', state: 'done', steps: [done('a'), done('b')] });
  show(<StepLists run={run} onResume={null} resuming={false} />);

  expect(screen.getByText('2 steps finished').closest('details')?.open).toBe(true);
});

test('a view that comes live says nothing of itself, an older one how old it is', () => {
  const { change, container } = show(<FreshnessNotice freshness={{ is: 'live' }} />);
  expect(container.textContent).toBe('');

  change(<FreshnessNotice freshness={{ is: 'silent' }} />);
  expect(screen.getByText('The live view is interrupted')).toBeDefined();

  change(<FreshnessNotice freshness={{ is: 'stale', since: Date.UTC(2026, 0, 1) }} />);
  expect(screen.getByText(/this is how it stood at/).querySelector('time')?.dateTime).toBe('2026-01-01T00:00:00.000Z');
});
