import type { Connection } from '../ports.ts';
import { wireValue } from './wire-value.ts';

/** The alternate key of our application: Graph itself prevents a twin. Never of a run, so that a second run adopts it. */
export const uniqueNameOf = ({ installationId, id }: Connection): string => `vplus-${installationId}-${id}`;

export const tagsOf = ({ installationId, id }: Connection): string[] => [
  'vplus-setup',
  `vplus-installation:${installationId}`,
  connectionTag(id),
];

export const connectionTagPrefix = 'vplus-connection:';
export const connectionTag = (connectionId: string): string => `${connectionTagPrefix}${connectionId}`;

/** Whether an application, live or deleted, is the one of this connection. */
export const isOurs = (
  { uniqueName, tags }: { uniqueName?: string | null; tags?: string[] },
  connection: Connection,
): boolean => uniqueName === uniqueNameOf(connection) || (tags ?? []).includes(connectionTag(connection.id));

/** Written into the tenant, for whoever finds the application there. */
export const notesOf = ({ vplusServer }: Connection): string =>
  wireValue`Made by the vPlus setup assistant so that the backup server "${vplusServer.name}" can protect this organization. Disconnect it there before you delete it here.`;

/** How we know our own secrets and certificates again, whichever run added them. */
export const credentialPrefix = ({ id }: Connection): string => `vplus ${id.slice(0, 8)} `;

export const credentialName = (connection: Connection, at: string): string =>
  `${credentialPrefix(connection)}${at.slice(0, 10)}`;

/** In the description of the custom policy that exempts our application: how we know it again. */
export const exemptionMark = ({ installationId, id }: Connection): string =>
  `[vplus-installation:${installationId} ${connectionTag(id)}]`;

/** In the description of the organization on vPlus: how we know it again. */
export const organizationMark = ({ id }: Connection): string => `[${connectionTag(id)}]`;
