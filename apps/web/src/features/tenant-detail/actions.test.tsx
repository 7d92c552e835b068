import { screen } from '@testing-library/react';
import type { TenantView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { administrator } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { Actions } from './actions.tsx';

test.each([
  ['connect', 'Open the running setup'],
  ['verify', 'Open the running check'],
  ['disconnect', 'Open the running disconnect'],
] as const)('a run that is at work is called what it is: %s', (verb, name) => {
  const latestRun = { id: 'run', verb, state: 'working' };
  show(<Actions tenant={{ id: administrator.tenantId, state: 'working', latestRun } as TenantView} />);

  expect(screen.getByRole('link', { name })).toHaveProperty('pathname', '/runs/run');
});
