import { rendered } from '@vplus/messages';
import { afterEach, expect, test } from 'vitest';
import { connectIn } from '../testing/found.ts';
import { type Practice, startPractice } from '../testing/practice.ts';
import { tenantFacts } from './tenant-facts.ts';

let practice: Practice;
afterEach(() => practice.close());

test.each([
  ['a secret alone, which SharePoint refuses', false, ["SharePoint's own interface"]],
  ['a certificate beside the secret', true, []],
])('with %s the limits of the proof are kept with the tenant', async (_, both, limits) => {
  const kind = both ? 'both' : 'secret';
  practice = await startPractice({ takesCertificate: both, choices: { credential: { kind, days: 90 } } });

  const { run } = await connectIn(practice);

  const known = { choices: practice.connection.choices, checkedAt: '2026-11-24T00:00:00.000Z' };
  const facts = tenantFacts(run.records(), known);
  expect(rendered(facts.limits)).toEqual(limits);
  // A run that has not looked leaves them.
  expect(rendered(tenantFacts([], { ...known, before: facts }).limits)).toEqual(limits);
  expect(tenantFacts([], known).limits).toEqual([]);
});
