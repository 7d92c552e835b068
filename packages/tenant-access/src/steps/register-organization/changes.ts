import { addOrganization, changeOrganization, deleteOrganization, type VplusProfile } from '@vplus/clients';
import { message } from '@vplus/messages';
import { organizationMark } from '#application/naming.ts';
import { wireValue } from '#application/wire-value.ts';
import type { Connection } from '#ports.ts';
import { onVplus, type PlannedChange } from '#steps/change.ts';
import type { Seen } from '#steps/seen.ts';

/** What the organization is to be, but for its credential. */
export const wantedOrganization = (connection: Connection, clientId: string) => ({
  name: connection.choices.organizationName ?? connection.tenantName,
  clientId,
  importUsers: true,
  importSites: connection.choices.workloads.includes('sharepoint'),
  description: wireValue`Set up by the vPlus setup assistant ${organizationMark(connection)}`,
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

export const deleting = (profile: VplusProfile, guid = '{guid}') =>
  onVplus(message('register-organization.deletes'), profile, deleteOrganization(profile, guid));

/** It stays, and says since when it is disconnected. */
export const marking = (connection: Connection, profile: VplusProfile, guid = '{guid}') => {
  const body = { description: disconnected(connection, '{day}') };
  return onVplus(message('register-organization.undo-title'), profile, changeOrganization(profile, guid, body));
};

/** `day`: ISO 8601. */
export const disconnected = (connection: Connection, day: string): string =>
  wireValue`Disconnected ${day} ${organizationMark(connection)}`;
