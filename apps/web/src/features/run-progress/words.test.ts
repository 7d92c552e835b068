import { RunView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { problemWith } from '#testing/samples.ts';
import { progressOf } from './progress.ts';
import { endAnnouncement, leadOf, progressAnnouncement, titleOf } from './words.ts';

test('a tenant is connected as soon as it is registered and proved, while the synchronization goes on', () => {
  const run = runOf({ state: 'working', connected: true });

  expect(titleOf(run)).toBe('Contoso is connected');
  expect(leadOf(run)).toContain('still running');
});

test('a failed synchronization is not told as a running one', () => {
  const run = runOf({ state: 'failed', connected: true });

  expect(titleOf(run)).toBe('Contoso is connected');
  expect(leadOf(run)).toContain('synchronization failed');
});

test('a run that found everything in place says that nothing was changed', () => {
  expect(leadOf(runOf({ state: 'done', connected: true, unchanged: true }))).toContain('Nothing was changed');
});

test('a run that stopped before the end does not call the tenant connected', () => {
  expect(titleOf(runOf({ state: 'failed' }))).toBe('Contoso was not connected');
  expect(titleOf(runOf({ state: 'cancelled' }))).toBe('Contoso was not connected');
  expect(titleOf(runOf({ state: 'working' }))).toBe('Connecting Contoso');
});

test('a run that stopped in a tenant that was connected before does not call it unconnected', () => {
  const run = (state: RunView['state']) => runOf({ state, wasConnected: true });

  expect(titleOf(run('cancelled'))).toBe('The plan for Contoso was not finished');
  expect(leadOf(run('cancelled'))).toContain('nothing was disconnected');
  expect(titleOf(run('working'))).toBe('Carrying out the plan for Contoso');
  expect(leadOf(run('failed'))).toContain('What was changed so far stays');
});

test('a check that found something wrong says so, and that it changed nothing', () => {
  const run = runOf({ verb: 'verify', state: 'failed', connected: true });

  expect(titleOf(run)).toBe('Contoso was checked');
  expect(leadOf(run)).toContain('not as it should be');
});

test('a screen reader hears how far it is and what is at work, not what is retired', () => {
  const run = runOf({ state: 'working' }, { Third: 'retired' });

  expect(progressAnnouncement(run)).toBe('Step 3 of 3. Second: Working');
  expect(endAnnouncement(run)).toBe('');
});

test('the end is told with the count of the server: retired and not possible count', () => {
  const run = runOf({ state: 'cancelled' }, { Second: 'not-possible', Third: 'retired' });

  expect(endAnnouncement(run)).toBe('Contoso was not connected. 3 of 3 steps done.');
  expect(endAnnouncement(runOf({ state: 'working', connected: true }))).toBe('Contoso is connected.');
});

test('a run that was stopped says what is true of what it did', () => {
  expect(leadOf(runOf({ state: 'cancelled' }))).toContain('before anything was created');
  expect(leadOf(runOf({ verb: 'disconnect', state: 'cancelled' }))).toContain('stays removed');
  expect(leadOf(runOf({ verb: 'verify', state: 'cancelled' }))).toContain('changed nothing');
});

test('a run whose plan has changed says that nothing was written only where that is so', () => {
  const problem = problemWith('plan-changed');
  const stopped = (registered: 'done' | 'pending') => {
    const run = runOf({ state: 'failed' }, { First: registered });
    const steps = run.steps.map((step) =>
      step.id === 'First' ? { ...step, id: 'register-application' } : { ...step, problem },
    );
    return leadOf({ ...run, steps });
  };

  expect(stopped('pending')).toBe('Nothing was written: what the plan would do has changed since it was approved.');
  expect(stopped('done')).toBe('What the plan would do has changed since it was approved.');
});

test('what needs somebody comes first, and what has ended is told apart from what has a note', () => {
  const run = runOf({ state: 'needs-you' }, { First: 'done-with-attention', Second: 'waiting', Third: 'needs-you' });
  const { now, notes, finished, done, at } = progressOf(run);

  expect(now.map(({ title }) => title)).toEqual(['Third', 'Second']);
  expect(notes.map(({ title }) => title)).toEqual(['First']);
  expect([finished.length, done, at]).toEqual([0, 1, 2]);
});

const runOf = (
  change: Partial<Pick<RunView, 'verb' | 'state' | 'connected' | 'unchanged' | 'wasConnected'>>,
  states: Record<string, string> = {},
): RunView =>
  RunView.parse({
    id: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d11',
    tenantId: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d12',
    tenantName: 'Contoso',
    connectionId: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d13',
    vplusServer: { id: 'main', name: 'Main' },
    verb: 'connect',
    state: 'working',
    version: 1,
    startedAt: '2026-01-01T00:00:00Z',
    finishedAt: null,
    startedBy: 'Adele',
    connected: false,
    unchanged: false,
    steps: [
      ['First', 'done'],
      ['Second', 'working'],
      ['Third', 'pending'],
    ].map(([title = '', state]) => ({
      id: title,
      title,
      state: states[title] ?? state,
      startedAt: null,
      finishedAt: null,
      facts: [],
      rows: [],
    })),
    ...change,
  });
