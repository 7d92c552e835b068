import { addOrganization, changeOrganization } from '@vplus/clients';
import { message, render } from '@vplus/messages';
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
  description: `${render(message('register-organization.description'))} ${organizationMark(connection)}`,
});

/** The credential goes with it, and is shown nowhere. */
export function changes({ connection, application, finding, profile }: Seen): PlannedChange[] {
  const { tenantId, choices } = connection;
  if (choices.registration === 'hand-over') return [];
  const wanted = wantedOrganization(connection, application?.appId ?? '{appId}');
  return finding.is === 'partly'
    ? [onVplus(message('register-organization.corrects'), profile, changeOrganization(profile, '{guid}', wanted))]
    : [onVplus(message('register-organization.adds'), profile, addOrganization(profile, { ...wanted, tenantId }))];
}
