import type { Connection } from './ports.ts';

/** The alternate key of our application: Graph itself prevents a twin. Never of a run, so that a second run adopts it. */
export const uniqueNameOf = ({ installationId, id }: Connection): string => `vplus-${installationId}-${id}`;

export const tagsOf = ({ installationId, id }: Connection): string[] => [
  'vplus-setup',
  `vplus-installation:${installationId}`,
  connectionTag(id),
];

export const connectionTag = (connectionId: string): string => `vplus-connection:${connectionId}`;

export const notesOf = ({ vplusServer }: Connection): string =>
  `Made by the vPlus setup assistant so that the backup server "${vplusServer.name}" can protect this organization. Disconnect it there before you delete it here.`;

/** How we know our own secrets again, whichever run added them. */
export const secretPrefix = ({ id }: Connection): string => `vplus ${id.slice(0, 8)} `;

export const secretName = (connection: Connection, at: string): string =>
  `${secretPrefix(connection)}${at.slice(0, 10)}`;

/** In the description of the organization on vPlus: how we know it again. */
export const organizationMark = ({ id }: Connection): string => `[${connectionTag(id)}]`;
