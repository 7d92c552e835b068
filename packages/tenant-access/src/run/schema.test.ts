import { afterEach, expect, test } from 'vitest';
import { connectIn, planIn } from '../testing/found.ts';
import { type Practice, startPractice } from '../testing/practice.ts';
import { runDisconnect, runVerify } from './verbs.ts';

let practice: Practice;
afterEach(() => practice.close());

const tenants = [
  'Contoso',
  'Northwind Traders',
  'Woodgrove Bank',
  'Tailspin Toys',
  'Wingtip Toys',
  'Litware',
  'Adventure Works',
  'Proseware',
  'Trey Research',
];

test.each(tenants)('every request to Graph for %s names what the published schema declares', async (tenant) => {
  practice = await startPractice({ tenant });
  const { cloud } = practice.emulator;
  cloud.schemaFaults = [];

  await planIn(practice);
  await connectIn(practice);
  await runVerify(practice.newRun());
  await runDisconnect(practice.newRun());

  expect(practice.requests().filter(({ service }) => service === 'graph').length).toBeGreaterThan(20);
  expect(cloud.schemaFaults).toEqual([]);
});
