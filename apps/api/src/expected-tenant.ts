import type { Expected } from '@vplus/onboarding';
import type { ConnectionRow } from '@vplus/store';
import type { VplusServer } from './vplus-servers.ts';

/** What tells which tenant was meant: an invitation, the operator's own list, an earlier connection. */
export const expectedTenant = (
  invitedTenant: string | undefined,
  server: VplusServer,
  row: Pick<ConnectionRow, 'connectedAt'>,
): Expected => ({
  ...(invitedTenant ? { invitedTenant } : {}),
  byOperator: server.tenants !== '*',
  connectedBefore: row.connectedAt !== null,
});
