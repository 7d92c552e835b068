import { RunView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { leadOf, newsOf, titleOf } from './words.ts';

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

test('a check that found something wrong says so, and that it changed nothing', () => {
  const run = runOf({ verb: 'verify', state: 'failed', connected: true });

  expect(titleOf(run)).toBe('Contoso was checked');
  expect(leadOf(run)).toContain('not as it should be');
});

test('a screen reader hears how far it is and what is at work', () => {
  expect(newsOf(runOf({ state: 'working' }))).toBe('1 of 3 steps done. Second: Working');
});

const runOf = (change: Partial<Pick<RunView, 'verb' | 'state' | 'connected' | 'unchanged'>>): RunView =>
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
    ].map(([title, state]) => ({ id: title, title, state, startedAt: null, finishedAt: null, facts: [], rows: [] })),
    ...change,
  });
