import type { GraphApplication } from '@vplus/clients';
import type { Connection, Readers } from '../ports.ts';
import { connectionTag, uniqueNameOf } from './naming.ts';

/** So long after this assistant deleted an application a replica may still show it. */
const lingeringMs = 20 * 60_000;

/**
 * The application of this connection: the one that a person chose to adopt, the one under our own unique name, or one
 * that carries our tag. Terraform can set tags but no unique name. One that this assistant deleted a moment ago and
 * that lies in the recycle bin is not there, whatever a replica shows.
 */
export async function findApplication(
  services: Pick<Readers, 'graph' | 'recall' | 'clock'>,
  connection: Connection,
): Promise<GraphApplication | null> {
  const { graph } = services;
  const { adoptApplication } = connection.choices;
  if (adoptApplication !== null) return graph.applicationById(adoptApplication);
  const [named, tagged] = await Promise.all([
    graph.application(uniqueNameOf(connection)),
    graph.applicationsTagged(connectionTag(connection.id)),
  ]);
  const found = named ?? tagged[0] ?? null;
  return found && (await isLingering(services, found)) ? null : found;
}

async function isLingering(
  { graph, recall, clock }: Pick<Readers, 'graph' | 'recall' | 'clock'>,
  found: GraphApplication,
) {
  const { removed } = await recall();
  if (removed?.objectId !== found.id || clock.now() - Date.parse(removed.at) > lingeringMs) return false;
  return removed.purged || (await graph.deletedApplications()).some(({ id }) => id === found.id);
}
