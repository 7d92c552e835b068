import { act, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { showPage } from './testing/show-page.tsx';

const heading = (level: number) => screen.getAllByRole('heading', { level })[0]?.textContent;

test('an address without a place shows the first tenant', async () => {
  await showPage('');

  expect(heading(2)).toBe('Practice Operator');
  expect(screen.getByRole('link', { name: 'Tenants' }).getAttribute('aria-current')).toBe('page');
  expect(screen.getByRole('link', { name: 'Practice Operator' }).getAttribute('aria-current')).toBe('page');
});

test.each(['Everywhere', 'Faults', 'Requests'])('the section %s is one click away', async (name) => {
  const { user } = await showPage('#/tenants');

  await user.click(screen.getByRole('link', { name }));

  await waitFor(() => expect(heading(2)).toBe(name));
  expect(screen.getByRole('link', { name }).getAttribute('aria-current')).toBe('page');
});

test('skipping to the content leaves the section as it is', async () => {
  await showPage('#/faults');

  act(() => {
    location.hash = '#main';
    dispatchEvent(new Event('hashchange'));
  });

  expect(heading(2)).toBe('Faults');
});

test('a practice cloud that does not answer is told as that, and so is the moment when it does again', async () => {
  const { said } = await showPage('#/faults');
  const answering = fetch;

  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await said('The practice cloud does not answer. Is it still running?');
  vi.stubGlobal('fetch', answering);

  await waitFor(() => expect(screen.getByRole('status').textContent).toBe(''));
});

test('a snapshot that is none is refused in the words of the practice cloud', async () => {
  const { user, said } = await showPage('#/tenants');

  await user.upload(screen.getByLabelText('Snapshot'), new File(['{}'], 'x.json', { type: 'application/json' }));

  await said('Not done: This is not a snapshot of the practice cloud.');
});

test('a reset is asked about first', async () => {
  const { user, cloud, said } = await showPage('#/tenants');
  cloud.world.weather.clockSkewSeconds = 60;
  vi.stubGlobal('confirm', () => false);
  await user.click(screen.getByRole('button', { name: 'Reset to the beginning' }));
  expect(cloud.world.weather.clockSkewSeconds).toBe(60);

  vi.stubGlobal('confirm', () => true);
  await user.click(screen.getByRole('button', { name: 'Reset to the beginning' }));

  await said('The practice cloud is new.');
  expect(cloud.world.weather.clockSkewSeconds).toBe(0);
});
