import type { TenantView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { listed } from '#lib/listed.ts';
import { whatIsThere } from './what-is-there.ts';

test('what is left of a run is named, each kind of credential by its own name', () => {
  const tenant = {
    connection: { clientId: 'id', organizationGuid: null },
    credentials: [{ kind: 'certificate' }, { kind: 'secret' }],
    permissionsGranted: 46,
  } as TenantView;

  expect(listed(whatIsThere(tenant))).toBe('an application, 46 permissions, a certificate and a client secret');
  expect(listed(whatIsThere({ ...tenant, connection: null, credentials: [], permissionsGranted: 1 }))).toBe(
    '1 permission',
  );
});
