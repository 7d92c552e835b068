import { screen, within } from '@testing-library/react';
import type { VendorStep } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { stepOf } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { VendorSteps } from './vendor-steps.tsx';

const steps: VendorStep[] = [
  { number: 1, title: 'Register an application', how: 'assistant', what: 'Done.', stepIds: ['register-application'] },
  { number: 2, title: 'Copy the secret', how: 'assistant', what: 'Handed over.', stepIds: ['add-secret'] },
  { number: 3, title: 'Turn on legacy authentication', how: 'choice', what: 'As you choose.', stepIds: [] },
  {
    number: 4,
    title: 'Register it in SharePoint',
    how: 'retired',
    what: 'Not done.',
    stepIds: [],
    retired: { since: '2026-04-02', why: 'Azure ACS has ended.', instead: 'A certificate.' },
    oldWay: { text: 'Open appinv.aspx', facts: [], script: '<AppPermissionRequests />' },
  },
];

const rows = () => screen.getAllByRole('listitem').map((row) => row.textContent);

test('a plan says of each step what will become of it', () => {
  show(<VendorSteps steps={steps} />);

  expect(screen.getByText('Show all 4 steps').closest('details')?.open).toBe(false);
  expect(screen.getByText(/With this plan 2 of them are done for you/)).toBeDefined();
  expect(rows()).toEqual([
    expect.stringContaining('Will be done for you'),
    expect.stringContaining('Will be done for you'),
    expect.stringContaining('Your choice'),
    expect.stringContaining('Retired 2 April 2026: Azure ACS has ended. Instead: A certificate.'),
  ]);
});

test('a retired step is shown as the page has it on request only', async () => {
  const { user } = show(<VendorSteps steps={steps} />);
  const old = within(screen.getAllByRole('listitem')[3] ?? document.body).getByText('Show the old step');
  expect(old.closest('details')?.open).toBe(false);

  await user.click(old);

  expect(old.closest('details')?.open).toBe(true);
  expect(screen.getByText('<AppPermissionRequests />')).toBeDefined();
});

test('who writes by hand does most of them with the script', () => {
  show(<VendorSteps steps={steps} byHand />);

  expect(rows()[0]).toContain('You, with the script');
});

test('a run says what became of each', () => {
  const run = [stepOf({ id: 'register-application', state: 'done' }), stepOf({ id: 'add-secret', state: 'failed' })];
  show(<VendorSteps steps={steps} run={run} />);

  expect(screen.getByText(/1 of them is done\./)).toBeDefined();
  expect(rows()[0]).toContain('Done');
  expect(rows()[1]).toContain('Failed');
});
