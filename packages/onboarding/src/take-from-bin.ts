import type { Graph } from '@vplus/clients';
import { isOurs } from './naming.ts';
import type { Connection } from './ports.ts';

/**
 * A deleted application keeps its unique name for thirty days: bring ours back, with its service principal, and
 * remove every old credential, since nobody knows who holds them; or purge it for good, where the person chose so.
 * false: none of ours is in the bin.
 *
 * The two are restored one after the other, each by its own call; grants may or may not come back: look, do not
 * assume. https://learn.microsoft.com/graph/api/directory-deleteditems-restore
 */
export async function takeFromBin(graph: Graph, connection: Connection): Promise<boolean> {
  const [applications, principals] = await Promise.all([graph.deletedApplications(), graph.deletedServicePrincipals()]);
  const ours = applications.find((one) => isOurs(one, connection));
  if (!ours) return false;
  if (connection.choices.deletedApplication === 'purge') {
    await graph.purge(ours.id);
    return true;
  }

  await graph.restore(ours.id);
  const principal = principals.find(({ appId }) => appId === ours.appId);
  if (principal) await graph.restore(principal.id);

  const restored = await graph.applicationById(ours.id);
  for (const { keyId } of restored?.passwordCredentials ?? []) await graph.removePassword(ours.id, keyId);
  return true;
}
