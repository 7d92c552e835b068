import { addOrganization, changeOrganization } from '@vplus/clients';
import { organizationMark } from '#application/naming.ts';
import type { Connection } from '#ports.ts';
import { onVplus, type PlannedChange } from '#steps/change.ts';
import type { Seen } from '#steps/seen.ts';

/** What the organization is to be, but for its credential. */
export const wantedOrganization = (connection: Connection, clientId: string) => ({
  name: connection.choices.organizationName ?? connection.tenantName,
  clientId,
  importUsers: true,
  importSites: connection.choices.workloads.includes('sharepoint'),
  description: `Set up by the vPlus setup assistant ${organizationMark(connection)}`,
});

/** The credential goes with it, and is shown nowhere. */
export function changes({ connection, application, finding, profile }: Seen): PlannedChange[] {
  const { tenantId, choices } = connection;
  if (choices.registration === 'hand-over') return [];
  const wanted = wantedOrganization(connection, application?.appId ?? '{appId}');
  return finding.is === 'partly'
    ? [onVplus('Sends what differs from the plan', profile, changeOrganization(profile, '{guid}', wanted))]
    : [onVplus('Adds the organization', profile, addOrganization(profile, { ...wanted, tenantId }))];
}
