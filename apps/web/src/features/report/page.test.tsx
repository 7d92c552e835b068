import { screen, within } from '@testing-library/react';
import type { TenantView } from '@vplus/contracts';
import { Route, Routes } from 'react-router';
import { expect, test } from 'vitest';
import { queryKeys } from '#lib/query-keys.ts';
import { administrator } from '#testing/samples.ts';
import { show } from '#testing/show.tsx';
import { ReportPage } from './page.tsx';

const at = '2026-11-30T10:00:00.000Z';
const { tenantId } = administrator;
const tenant = (change: object = {}) =>
  ({
    id: tenantId,
    name: 'Contoso',
    primaryDomain: 'contoso.example',
    vplusServerName: 'Backup 1',
    health: { is: 'not-protected', at: null, why: 'A permission is missing.' },
    limits: [],
    checkedAt: at,
    latestRun: null,
    connection: {
      connectedAt: at,
      clientId: 'client',
      permissions: [{ key: 'a', api: 'Microsoft Graph', value: 'Mail.Read', state: 'pending' }],
    },
    credentials: [{ kind: 'secret', keyId: 'key', addedAt: at, expiresAt: '2027-05-30T10:00:00.000Z' }],
    findings: [
      {
        ...{ id: 'a', title: 'The application has an owner', what: 'It has 1 owner.', severity: 'warning' },
        ...{ state: 'accepted', firstSeenAt: at, vplusServerName: 'Backup 1', kind: 'owner-added' },
        acceptance: { by: 'Adele Vance', why: 'Our pipeline', at, until: null },
      },
      { id: 'b', title: 'Long gone', state: 'resolved', acceptance: null },
    ],
    checks: [{ at, by: 'Adele Vance', runId: 'run', findings: 1, unseen: [] }],
    ...change,
  }) as unknown as TenantView;

const page = (change: object = {}) =>
  show(
    <Routes>
      <Route path="/tenants/:tenantId/report" element={<ReportPage />} />
    </Routes>,
    {
      at: `/tenants/${tenantId}/report`,
      answered: [
        [queryKeys.tenant(tenantId), tenant(change)],
        [queryKeys.product, { status: 'ok', version: '1.2.3' }],
      ],
    },
  );
const card = (name: string) => within(screen.getByRole('region', { name }));

test('a report says how the tenant stands, what is wrong, what ends, who accepted what, and when and by which build', () => {
  page();

  expect(card('Health').getByText('Not protected')).toBeDefined();
  expect(card('Health').getByText(/Build 1\.2\.3/)).toBeDefined();
  expect(card('Findings').getByText('Warning, accepted')).toBeDefined();
  expect(screen.queryByText('Long gone')).toBeNull();
  expect(card('Who accepted what').getByText('Adele Vance: Our pipeline')).toBeDefined();
  expect(card('Credentials').getByText('2027-05-30 10:00:00 UTC')).toBeDefined();
  expect(card('Permissions').getByText('Mail.Read (Microsoft Graph)')).toBeDefined();
  expect(card('Permissions').getByText(/^Read at Microsoft on/).textContent).toMatch(
    /2026 at .* a check has found it\.$/,
  );
  expect(card('Last checks').getByText('Adele Vance, full')).toBeDefined();
});

test('it names what is of another vPlus server, who acknowledged what, and a run that has not ended', () => {
  const acknowledgement = { by: 'Alex Wilber', why: 'Asked the team', at, until: null };
  page({
    latestRun: { id: 'run', verb: 'connect', state: 'needs-you' },
    findings: [
      {
        ...{ id: 'a', kind: 'owner-added', title: 'It has an owner', what: 'It has an owner', severity: 'warning' },
        ...{ state: 'open', firstSeenAt: at, vplusServerName: 'Backup 2', acceptance: null, acknowledgement },
      },
    ],
  });

  expect(card('Findings').getByText('Connection to “Backup 2”')).toBeDefined();
  expect(card('Findings').getByText('Warning, acknowledged by Alex Wilber')).toBeDefined();
  expect(card('Health').getByText(/^A change has begun and has not ended/)).toBeDefined();
});

test('of a tenant that is not connected it says that, and nothing of findings', () => {
  page({ health: null });

  expect(screen.getByText('Not connected')).toBeDefined();
  expect(screen.queryByRole('region', { name: 'Findings' })).toBeNull();
});
