import { RetiredStep } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { retiredSteps } from './retired.ts';

test("explains the five steps of the vendor's page that Microsoft took away, each with its date", () => {
  expect(retiredSteps.map((one) => RetiredStep.parse(one).id)).toEqual([
    'azure-ad-graph',
    'appinv',
    'legacy-auth-protocols',
    'sharepoint-secret',
    'ews',
  ]);
  for (const { since } of retiredSteps) expect(since).toMatch(/^202\d-\d\d-\d\d$/);
});
