import type { Graph } from '@vplus/clients';
import { connectionTag, uniqueNameOf } from './naming.ts';
import type { Connection } from './ports.ts';

/**
 * A deleted application keeps its unique name for thirty days: bring ours back, with its service principal, and
 * remove every old credential, since nobody knows who holds them. false: none of ours is in the bin.
 *
 * The two are restored one after the other, each by its own call; grants may or may not come back: look, do not
 * assume. https://learn.microsoft.com/graph/api/directory-deleteditems-restore
 */
export async function restoreFromBin(graph: Graph, connection: Connection): Promise<boolean> {
  const [applications, principals] = await Promise.all([
    graph.deletedApplications(connection.choices.applicationName),
    graph.deletedServicePrincipals(connection.choices.applicationName),
  ]);
  const ours = applications.find(
    ({ uniqueName, tags }) =>
      uniqueName === uniqueNameOf(connection) || (tags ?? []).includes(connectionTag(connection.id)),
  );
  if (!ours) return false;

  await graph.restore(ours.id);
  const principal = principals.find(({ appId }) => appId === ours.appId);
  if (principal) await graph.restore(principal.id);

  const restored = await graph.applicationById(ours.id);
  for (const { keyId } of restored?.passwordCredentials ?? []) await graph.removePassword(ours.id, keyId);
  return true;
}
