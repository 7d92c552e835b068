import { screen } from '@testing-library/react';
import { type StepState, StepState as StepStates, type StepView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { stepStates } from '#lib/states.ts';
import { problemWith, runOf, stepOf } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { StepRow } from './step-row.tsx';

const showStep = (change: Partial<StepView>) => {
  let resumed = 0;
  const step = stepOf(change);
  const run = runOf({ steps: [step] });
  const shown = show(<StepRow step={step} run={run} onResume={() => (resumed += 1)} resuming={false} />);
  return { ...shown, resumed: () => resumed };
};

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

test.each(StepStates.options)('a step that is %s says so in a word beside its title', (state: StepState) => {
  showStep({ state });

  const row = screen.getByRole('listitem').textContent;

  expect(row).toContain('Add a client secret');
  expect(row).toContain(stepStates[state].word);
});

test('a wait says what for, how long it usually takes, and when we look again', () => {
  showStep({
    state: 'waiting',
    wait: {
      what: 'Microsoft is still replicating the secret.',
      since: ago(605),
      nextTry: ago(-3660),
      usualSeconds: 6000,
    },
  });

  const row = screen.getByRole('listitem').textContent;

  expect(row).toContain('Microsoft is still replicating the secret.');
  expect(row).toMatch(/Waiting for 10 min( \d\d s)? now\. This usually takes 1 h 40 min\./);
  expect(row).toMatch(/We try again at .+, in 1 h 0\d min\./);
});

test('a wait that is longer than usual says how long it may take', () => {
  showStep({
    state: 'waiting',
    wait: { what: 'Replicating.', since: ago(120), usualSeconds: 60, budgetEnds: ago(-480) },
  });

  expect(screen.getByRole('listitem').textContent).toContain('This usually takes 1 min and may take up to 10 min.');
});

test('a refusal that is waited out is told by its own title, with the details for support', () => {
  const problem = problemWith('microsoft-spreading', { title: 'The secret is not known everywhere yet' });
  showStep({ state: 'waiting', wait: { what: 'Replicating.', since: ago(5) }, problem });

  expect(screen.getByText('The secret is not known everywhere yet')).toBeDefined();
  expect(screen.queryByText('Replicating.')).toBeNull();
  expect(screen.getByText('Technical details')).toBeDefined();
});

test('a step that failed says why, and offers no second button beside the run’s own', () => {
  showStep({ state: 'failed', problem: problemWith('application-blocked') });

  expect(screen.getByRole('alert').textContent).toContain(problemWith('application-blocked').title);
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});

test('a step that needs a script run by hand looks again when it was', async () => {
  const { user, resumed } = showStep({
    state: 'needs-you',
    ask: { kind: 'by-hand', text: 'Run the script, then press Check again.', wants: 'script' },
  });

  await user.click(screen.getByRole('button', { name: 'Check again' }));

  expect(resumed()).toBe(1);
});

test('a sign-in that is asked for is one click away', () => {
  showStep({ state: 'needs-you', ask: { kind: 'sign-in', text: 'The sign-in that was used has ended.' } });

  expect(screen.getByText('The sign-in that was used has ended.')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Sign in and continue' })).toBeDefined();
});

test('an ask that was answered is no longer shown', () => {
  showStep({ state: 'working', ask: { kind: 'sign-in', text: 'The sign-in that was used has ended.' } });

  expect(screen.queryByText('The sign-in that was used has ended.')).toBeNull();
});

test('the many results of a step are counted, and found by a word', async () => {
  const rows = Array.from({ length: 13 }, (_, number) => ({
    key: String(number),
    label: number === 4 ? 'Mail.ReadWrite' : `Permission ${number}`,
    state: number < 6 ? ('done' as const) : ('pending' as const),
  }));
  const { user } = showStep({ rows });
  expect(screen.getByText('6 of 13 done')).toBeDefined();

  await user.type(screen.getByRole('searchbox', { name: 'Search 13 results' }), 'mail');

  expect(screen.getByText('Mail.ReadWrite')).toBeDefined();
  expect(screen.queryByText('Permission 5')).toBeNull();
  await user.type(screen.getByRole('searchbox'), 'x');
  expect(screen.getByText('Nothing matches.')).toBeDefined();
});
