import { expect, test } from 'vitest';
import { tenantShown } from './states.ts';

test('a connected tenant is shown in the words of the run that connected it', () => {
  expect(tenantShown({ state: 'connected', limits: [] }).word).toBe('Connected');
  expect(tenantShown({ state: 'connected', limits: ['SharePoint'] }).word).toBe('Connected, with limits');
  expect(tenantShown({ state: 'attention', limits: ['SharePoint'] }).word).toBe('Attention');
});
