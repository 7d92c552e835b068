import type { PlanRequest } from '@vplus/contracts';
import type { ConnectionRow } from '@vplus/store';
import type { Expected } from '@vplus/tenant-access';
import type { VplusServer } from './vplus-servers.ts';

/** What tells which tenant was meant: an invitation, the operator's own list, an earlier connection, the browser. */
export const expectedTenant = (
  { invitedTenant, lastTenant }: Pick<PlanRequest, 'invitedTenant' | 'lastTenant'>,
  server: VplusServer,
  row: Pick<ConnectionRow, 'connectedAt'>,
): Expected => ({
  ...(invitedTenant ? { invitedTenant } : {}),
  ...(lastTenant ? { lastTenant } : {}),
  byOperator: server.tenants !== '*',
  connectedBefore: row.connectedAt !== null,
});
