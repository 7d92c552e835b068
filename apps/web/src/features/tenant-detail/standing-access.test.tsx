import { screen } from '@testing-library/react';
import type { TenantView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { administrator } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { StandingAccess } from './standing-access.tsx';

const gone = { kind: 'standing-access-gone', state: 'open', vplusServerName: 'Backup 1' };

test.each([
  ['none', [], 'None approved', 'Make a plan that lets the daily check look at Microsoft'],
  ['look', [], 'Approved: to look, with Application.Read.All', 'Make a plan that takes it back'],
  ['look', [gone], 'Approved, but gone: to look, with Application.Read.All', 'Make a plan that takes it back'],
] as const)(
  'it says what was approved, and whether a check found it gone: %s, %j',
  (standingAccess, findings, words, link) => {
    const connection = { connectedAt: '2026-11-30T10:00:00.000Z', choices: { standingAccess } };
    const tenant = { id: administrator.tenantId, vplusServerName: 'Backup 1', connection, findings };
    show(
      <dl>
        <StandingAccess tenant={tenant as unknown as TenantView} />
      </dl>,
    );

    expect(screen.getByRole('definition').textContent).toBe(words + link);
    expect(screen.getByRole('link', { name: link })).toBeDefined();
  },
);
