import { RunEvent, RunView, type StepView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { applyMessage, newer } from './apply-event.ts';

test('an event replaces its step and moves the run on', () => {
  const next = applyMessage(view(3), step(4, { state: 'done', runState: 'done' }));

  expect(next).toMatchObject({ version: 4, state: 'done', steps: [{ id: 'one', state: 'done' }, { id: 'two' }] });
});

test('an event that was seen before changes nothing', () => {
  const known = view(4);

  expect(applyMessage(known, step(4, { state: 'failed' }))).toBe(known);
});

test('a late snapshot does not overwrite a fresher view', () => {
  const known = view(5);

  expect(newer(known, view(4))).toBe(known);
  expect(applyMessage(known, { event: 'view', data: JSON.stringify(view(4)) })).toBe(known);
  expect(applyMessage(known, { event: 'view', data: JSON.stringify(view(6)) })?.version).toBe(6);
});

test('an event before the first view waits for it', () => {
  expect(applyMessage(undefined, step(1, { state: 'done' }))).toBeUndefined();
});

const stepOf = (id: string, state: StepView['state']): StepView => ({
  id,
  title: id,
  state,
  startedAt: null,
  finishedAt: null,
  facts: [],
  rows: [],
});

const view = (version: number): RunView =>
  RunView.parse({
    id: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d11',
    tenantId: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d12',
    tenantName: 'Contoso',
    connectionId: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d13',
    vplusServer: { id: 'main', name: 'Main' },
    verb: 'connect',
    state: 'working',
    version,
    startedAt: '2026-01-01T00:00:00Z',
    finishedAt: null,
    startedBy: 'Adele',
    connected: false,
    unchanged: false,
    steps: [stepOf('one', 'working'), stepOf('two', 'pending')],
  });

function step(number: number, change: { state: StepView['state']; runState?: RunView['state'] }) {
  const event = RunEvent.parse({
    number,
    at: '2026-01-01T00:00:01Z',
    runState: change.runState ?? 'working',
    connected: false,
    finishedAt: null,
    unchanged: false,
    step: stepOf('one', change.state),
    text: 'Done',
  });
  return { event: 'step', data: JSON.stringify(event) };
}
