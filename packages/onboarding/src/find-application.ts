import type { Graph, GraphApplication } from '@vplus/clients';
import { connectionTag, uniqueNameOf } from './naming.ts';
import type { Connection } from './ports.ts';

/**
 * The application of this connection: the one that a person chose to adopt, the one under our own unique name, or one
 * that carries our tag. Terraform can set tags but no unique name.
 */
export async function findApplication(graph: Graph, connection: Connection): Promise<GraphApplication | null> {
  const { adoptApplication } = connection.choices;
  if (adoptApplication !== null) return graph.applicationById(adoptApplication);
  const [named, tagged] = await Promise.all([
    graph.application(uniqueNameOf(connection)),
    graph.applicationsTagged(connectionTag(connection.id)),
  ]);
  return named ?? tagged[0] ?? null;
}
