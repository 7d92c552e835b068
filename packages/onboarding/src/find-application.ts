import type { Graph, GraphApplication } from '@vplus/clients';
import { uniqueNameOf } from './naming.ts';
import type { Connection } from './ports.ts';

/** The application of this connection: the one that a person chose to adopt, or the one under our own unique name. */
export function findApplication(graph: Graph, connection: Connection): Promise<GraphApplication | null> {
  const { adoptApplication } = connection.choices;
  return adoptApplication === null
    ? graph.application(uniqueNameOf(connection))
    : graph.applicationById(adoptApplication);
}
