import { screen } from '@testing-library/react';
import type { DisconnectPlanView, TenantView } from '@vplus/contracts';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import { queryKeys } from '#lib/query-keys.ts';
import { administrator, disconnectPlanOf } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { DisconnectPage } from './page.tsx';

const { tenantId } = administrator;

const steps: DisconnectPlanView['steps'] = [
  {
    id: 'register-organization',
    title: 'Disconnect the organization on vPlus',
    action: 'change',
    summary: 'The organization and its backups stay.',
    calls: [],
  },
  {
    id: 'grant-permissions',
    title: 'Remove the permissions',
    action: 'remove',
    summary: 'All 46 permissions of the application are removed.',
    calls: [
      {
        method: 'DELETE',
        path: '/servicePrincipals/1/appRoleAssignments/{grant}',
        why: 'why',
        times: 46,
        writes: true,
      },
    ],
  },
];

const tenantOf = (choices: object = {}, connectedAt: string | null = '2026-01-01T00:00:00Z') =>
  ({
    id: tenantId,
    name: 'Contoso',
    state: connectedAt ? 'connected' : 'unfinished',
    connection: { connectedAt, choices: { adoptApplication: null, writes: 'assistant', ...choices } },
  }) as TenantView;

function showPage({ tenant = tenantOf(), session = administrator, plan = disconnectPlanOf({ steps }) } = {}) {
  return show(
    <Routes>
      <Route path="/tenants/:tenantId/disconnect" element={<DisconnectPage />} />
      <Route path="/tenants/:tenantId" element={<p>The tenant’s page</p>} />
    </Routes>,
    {
      session,
      at: `/tenants/${tenantId}/disconnect`,
      answered: [
        [queryKeys.tenant(tenantId), tenant],
        [queryKeys.disconnectPlan(tenantId, '{}'), plan],
      ],
    },
  );
}

test('the plan of a disconnect says what goes and what stays, with the requests and the fingerprint', () => {
  showPage();

  expect(screen.getByText('Will be removed')).toBeDefined();
  expect(screen.getByText('The organization and its backups stay.')).toBeDefined();
  expect(screen.getByText('Show the 46 requests')).toBeDefined();
  expect(screen.getByText('Up to 46 changes')).toBeDefined();
  expect(screen.getByRole('button', { name: /fingerprint/ })).toBeDefined();
  expect(screen.getByRole('button', { name: 'Approve and disconnect' })).toBeDefined();
});

test('only whoever may delete the backups is asked for the name of the organization', () => {
  showPage();
  expect(screen.queryByLabelText(/Delete the organization/)).toBeNull();
});

test('an operator may type its name', () => {
  showPage({ session: { ...administrator, operator: true, may: [...administrator.may, 'delete-organization'] } });
  expect(screen.getByLabelText(/Delete the organization/)).toBeDefined();
});

test.each([[{ adoptApplication: 'somebody-elses' }], [{ writes: 'by-hand' }]])(
  'an application that is not the assistant’s to delete is not deleted permanently: %j',
  (choices) => {
    showPage({ tenant: tenantOf(choices) });
    expect(screen.queryByRole('checkbox', { name: /permanently/ })).toBeNull();
  },
);

test('after a change the button waits for the new plan', async () => {
  const { user } = showPage();

  await user.click(screen.getByRole('checkbox', { name: /permanently/ }));

  expect(screen.queryByRole('button', { name: 'Approve and disconnect' })).toBeNull();
  expect(screen.getAllByText('Updating the plan…').length).toBeGreaterThan(0);
});

test('what never was connected is removed, not disconnected', () => {
  showPage({ tenant: tenantOf({}, null) });
  expect(screen.getByRole('button', { name: 'Approve and remove what was made' })).toBeDefined();
});

test('whoever may not disconnect sees the tenant’s page', () => {
  showPage({ session: { ...administrator, may: ['read'] } });
  expect(screen.getByText('The tenant’s page')).toBeDefined();
});
