import { afterEach, expect, test } from 'vitest';
import { connectIn, foundIn, madeIn } from '#testing/found.ts';
import { type Practice, startPractice } from '#testing/practice.ts';

let practice: Practice;
afterEach(() => practice.close());

test('nobody is left as an owner where members may register applications', async () => {
  practice = await startPractice({ person: 'pradeep' });

  const { run, outcome } = await connectIn(practice);

  expect(outcome).toBe('done');
  expect(madeIn(run)).toContain('remove-leftovers');
  const { application, principal } = foundIn(practice);
  expect(application._owners).toEqual([]);
  expect(principal._owners).toEqual([]);
});

test('a credential of somebody else that the approved plan does not list stays and is pointed out', async () => {
  practice = await startPractice();
  await connectIn(practice);
  const { application } = foundIn(practice);
  const body = { displayName: 'by hand', endDateTime: '2027-11-24T00:00:00Z' };
  await practice.services.graph.addPassword(application.id, body);

  const given = practice.newRun();
  given.services.mayRemove = () => false;

  const { run, outcome } = await connectIn(practice, given);

  expect(outcome).toBe('done-with-attention');
  expect(run.record('remove-leftovers')?.detail).toContain('The client secret "by hand" is not from this assistant');
  expect(foundIn(practice).application.passwordCredentials).toHaveLength(2);
});
