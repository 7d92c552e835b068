import { onlineManager, QueryObserver } from '@tanstack/react-query';
import { expect, onTestFinished, test } from 'vitest';
import { ApiProblem, unreachable } from './api-problem.ts';
import { createQueryClient } from './queries.ts';

test('what is asked for without a network ends in a problem, and is asked again as soon as there is one', async () => {
  onlineManager.setOnline(false);
  onTestFinished(() => onlineManager.setOnline(true));
  const fault = unreachable(new TypeError('Failed to fetch'));
  const client = createQueryClient();
  client.mount();
  onTestFinished(() => client.unmount());
  const tenant = new QueryObserver(client, {
    queryKey: ['a tenant'],
    queryFn: () => (onlineManager.isOnline() ? Promise.resolve('Contoso') : Promise.reject(fault)),
    retryDelay: 0,
  });
  onTestFinished(tenant.subscribe(() => undefined));

  await expect.poll(() => tenant.getCurrentResult().fetchStatus).not.toBe('fetching');
  expect(tenant.getCurrentResult()).toMatchObject({ status: 'error', error: fault, fetchStatus: 'idle' });

  onlineManager.setOnline(true);

  await expect.poll(() => tenant.getCurrentResult()).toMatchObject({ status: 'success', data: 'Contoso' });
});

test('what was refused is not asked for again', async () => {
  const refused = new ApiProblem({
    type: '/problems/not-found',
    code: 'not-found',
    status: 404,
    title: 'Not here',
    remedy: '',
  });
  let asked = 0;
  const ask = async () => {
    asked += 1;
    throw refused;
  };

  await expect(createQueryClient().fetchQuery({ queryKey: ['a tenant'], queryFn: ask })).rejects.toBe(refused);

  expect(asked).toBe(1);
});
