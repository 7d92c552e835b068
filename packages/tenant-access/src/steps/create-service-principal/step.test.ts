import { afterEach, expect, test } from 'vitest';
import { connectIn, foundIn, madeIn } from '#testing/found.ts';
import { type Practice, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

test('is switched on again when somebody switched it off', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const { principal } = foundIn(practice);
  principal.accountEnabled = false;

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(foundIn(practice).principal).toMatchObject({ id: principal.id, accountEnabled: true });
  expect(madeIn(run)).toEqual(['create-service-principal']);
});
