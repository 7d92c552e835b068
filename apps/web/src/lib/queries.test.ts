import { onlineManager } from '@tanstack/react-query';
import { expect, onTestFinished, test } from 'vitest';
import { ApiProblem } from './api-problem.ts';
import { createQueryClient } from './queries.ts';

test('what is asked for without a network ends in a problem, and does not wait without a word', async () => {
  onlineManager.setOnline(false);
  onTestFinished(() => onlineManager.setOnline(true));
  const refused = new ApiProblem({
    type: '/problems/not-found',
    code: 'not-found',
    status: 404,
    title: 'Not here',
    remedy: '',
  });

  const asked = createQueryClient().fetchQuery({ queryKey: ['a tenant'], queryFn: () => Promise.reject(refused) });

  await expect(asked).rejects.toBe(refused);
});
