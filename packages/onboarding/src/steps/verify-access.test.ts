import { afterEach, expect, test } from 'vitest';
import { connectIn } from '../testing/found.ts';
import { type Practice, startPractice } from '../testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

test('has a row for each workload, and says that SharePoint itself wants a certificate', async () => {
  practice = await startPractice();

  const { run } = await connectIn(practice);

  const rows = run.record('verify-access')?.rows ?? [];
  expect(Object.fromEntries(rows.map(({ key, state }) => [key, state]))).toEqual({
    directory: 'done',
    mail: 'done',
    calendar: 'done',
    contacts: 'done',
    'mailbox-settings': 'done',
    ews: 'done',
    onedrive: 'done',
    sites: 'done',
    sharepoint: 'done-with-attention',
    teams: 'done',
  });
  expect(rows.find(({ key }) => key === 'sharepoint')?.note).toContain('certificate');
});

test('a policy that limits the mailboxes is named as such', async () => {
  practice = await startPractice();
  practice.tenant.weather.mailboxesLimited = true;

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done-with-attention');
  expect(run.record('verify-access')?.detail).toContain('Exchange Administrator');
});
