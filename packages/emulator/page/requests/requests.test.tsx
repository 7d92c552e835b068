import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { RequestRecord } from '#cloud/core/service.ts';
import { tenantIds } from '#cloud/seed/tenants.ts';
import { showPage } from '../testing/show-page.tsx';

const request = (number: number, change: Partial<RequestRecord> = {}): RequestRecord => ({
  number,
  at: '2026-01-01T00:00:00Z',
  service: 'graph',
  method: 'GET',
  path: `/v1.0/users?page=${number}`,
  tenantId: tenantIds.contoso,
  clientId: null,
  status: 200,
  write: false,
  fault: null,
  batch: null,
  ms: 3,
  ...change,
});

const rows = () => screen.getAllByRole('row').slice(1);
const words = (row: HTMLElement | undefined) =>
  row
    ? within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent)
    : [];

test('an empty log says so', async () => {
  await showPage('#/requests');

  expect(screen.getByText('No request yet.')).toBeDefined();
});

test('a request is told with what became of it, the newest first', async () => {
  await showPage('#/requests', ({ log }) => {
    log.push(request(1), request(2, { batch: 1, method: 'POST', write: true, status: 503, fault: 'status (abc)' }));
  });

  await screen.findByText('2 requests, newest first.');
  const [number, , service, what, status, ms, tenant, fault] = words(rows()[0]);
  expect({ number, service, what, status, ms, tenant, fault }).toEqual({
    number: '2 in 1',
    service: 'graph',
    what: 'POST /v1.0/users?page=2 · writes',
    status: '503',
    ms: '3',
    tenant: 'Contoso',
    fault: 'status (abc)',
  });
});

test('of many requests the last 200 are shown', async () => {
  await showPage('#/requests', ({ log }) => {
    for (let number = 1; number <= 250; number += 1) log.push(request(number));
  });

  await screen.findByText('250 requests, newest first; the last 200 are shown.');
  expect(rows()).toHaveLength(200);
});

test('service and words narrow the log, and it can be emptied', async () => {
  const { user, cloud, said } = await showPage('#/requests', ({ log }) => {
    log.push(request(1), request(2, { service: 'identity', path: '/token' }), request(3, { path: '/v1.0/groups' }));
  });
  await screen.findByText('3 requests, newest first.');

  await user.selectOptions(screen.getByRole('combobox', { name: 'Service' }), 'graph');
  await user.type(screen.getByRole('searchbox', { name: 'Contains' }), 'GROUPS');
  expect(rows()).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Empty the log' }));

  await said('The log is empty.');
  expect(cloud.log).toEqual([]);
  expect(screen.getByText('No request yet.')).toBeDefined();
});

test('a log that is paused stays as it is until it goes on', async () => {
  const { user, cloud } = await showPage('#/requests', ({ log }) => log.push(request(1)));
  await screen.findByText('1 requests, newest first.');

  await user.click(screen.getByRole('button', { name: 'Pause' }));
  cloud.log.push(request(2));
  await user.click(screen.getByRole('button', { name: 'Go on' }));

  await waitFor(() => expect(rows()).toHaveLength(2));
});
