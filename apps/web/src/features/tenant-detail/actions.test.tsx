import { screen } from '@testing-library/react';
import type { TenantView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { administrator } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { Actions } from './actions.tsx';

const connected = { connectedAt: '2026-11-30T10:00:00.000Z' };

test.each([
  ['connect', null, 'Open the running setup'],
  ['connect', connected, 'Open the running change'],
  ['verify', connected, 'Open the running check'],
  ['disconnect', connected, 'Open the running disconnect'],
] as const)('a run that is at work is called what it is: %s, connection %j', (verb, connection, name) => {
  const latestRun = { id: 'run', verb, state: 'working' };
  show(<Actions tenant={{ id: administrator.tenantId, state: 'working', latestRun, connection } as TenantView} />);

  expect(screen.getByRole('link', { name })).toHaveProperty('pathname', '/runs/run');
});
