import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { problemWith } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { ApiProblem, PartNotLoaded } from './api-problem.ts';
import { ProblemNotice } from './problem-notice.tsx';

const noticeOf = (...problem: Parameters<typeof problemWith>) => {
  let retried = 0;
  const shown = show(<ProblemNotice error={new ApiProblem(problemWith(...problem))} onRetry={() => (retried += 1)} />);
  return { ...shown, retried: () => retried };
};

/** What a person can press, but for what is folded away below every problem. */
const waysOut = () =>
  [...screen.queryAllByRole('button'), ...screen.queryAllByRole('link')]
    .filter((one) => !one.closest('details'))
    .map((one) => one.textContent);

test('what may pass is tried again by whoever wants to', async () => {
  const { user, retried } = noticeOf('microsoft-refused');

  await user.click(screen.getByRole('button', { name: 'Try again' }));

  expect(retried()).toBe(1);
});

test.each([
  ['sign-in-again', ['Sign in again']],
  ['conditional-access-blocked', ['Sign in again']],
  ['guest-refused', ['Use another account']],
  ['assistant-not-approved', ['Go to the approval']],
  ['role-missing', []],
  ['input-invalid', []],
] as const)('the way out of %s: %j', (code, ways) => {
  noticeOf(code);

  expect(waysOut()).toEqual(ways);
});

test('a run that is in the way is one click away', () => {
  noticeOf('run-already-active', { runId: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d11' });

  expect(screen.getByRole('link', { name: 'Open that run' }).getAttribute('href')).toBe(
    '/runs/7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d11',
  );
});

test('nothing is offered again where nobody can do it again', () => {
  show(<ProblemNotice error={new ApiProblem(problemWith('microsoft-refused'))} />);

  expect(waysOut()).toEqual([]);
});

test('what passes by itself says when it is tried again, no sooner than Microsoft wants', () => {
  const error = new ApiProblem(problemWith('microsoft-busy', { status: 503, retryAfterSeconds: 120 }));
  show(<ProblemNotice error={error} onRetry={() => undefined} retriesItself />);

  const at = Date.parse(screen.getByText(/We try again at/).querySelector('time')?.dateTime ?? '');

  expect(at - Date.now()).toBeGreaterThan(110_000);
  expect(at - Date.now()).toBeLessThanOrEqual(120_000);
});

test('who can help is named with the remedy, but not where no answer came at all', () => {
  noticeOf('conditional-access-blocked');
  expect(screen.getByText(/An administrator of your organization can solve this/i)).toBeDefined();

  noticeOf('unexpected', { status: 0, remedy: 'Check your network.' });
  expect(screen.getByText('Check your network.')).toBeDefined();
});

test('the words of the remote are quoted, except about a sign-in', () => {
  const remote = { service: 'graph', operation: 'read', message: 'Insufficient privileges.' };

  noticeOf('microsoft-refused', { remote });
  noticeOf('sign-in-again', { remote: { ...remote, message: 'Interaction required.' } });

  expect(screen.getByText('Insufficient privileges.').tagName).toBe('BLOCKQUOTE');
  expect(document.querySelectorAll('blockquote')).toHaveLength(1);
});

test('what is not as it was approved is listed, and each wrong field named', () => {
  noticeOf('plan-changed', { differences: ['The credential: 30 days', 'One permission less'] });
  noticeOf('input-invalid', { fields: [{ path: 'days', message: 'too many' }] });

  const changed = within(screen.getByRole('list')).getAllByRole('listitem');
  expect(changed.map(({ textContent }) => textContent)).toEqual(['The credential: 30 days', 'One permission less']);
  expect(screen.getByText('days: too many')).toBeDefined();
});

test('a claims challenge is of no use to support, and stays out of the details', () => {
  noticeOf('sign-in-again', { claims: '{"access_token":{}}', traceId: 'trace-7' });

  const details = document.querySelector('details')?.textContent;

  expect(details).toContain('trace-7');
  expect(details).not.toContain('access_token');
});

test('a sign-in once more is part of an ordinary day, every other problem an alert', () => {
  noticeOf('sign-in-again');
  expect(screen.queryByRole('alert')).toBeNull();

  noticeOf('role-missing');
  expect(screen.getByRole('alert')).toBeDefined();
});

test('what is thrown in this page is told without the words of the program', () => {
  show(<ProblemNotice error={new PartNotLoaded('Failed to fetch dynamically imported module')} />);

  expect(screen.getByText('A part of this page could not be loaded')).toBeDefined();
  expect(screen.queryByText(/dynamically imported/)).toBeNull();
});
