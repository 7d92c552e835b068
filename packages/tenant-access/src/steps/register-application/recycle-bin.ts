import { type DeletedItem, type Graph, RemoteError } from '@vplus/clients';
import { Problem } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { isOurs } from '#application/naming.ts';
import { secretPurpose } from '#credential/sealed-secret.ts';
import type { Connection, Services } from '#ports.ts';
import { purging, removingCertificates, removingCredential, restoring, restoringPrincipal } from './bin-changes.ts';

/**
 * A deleted application keeps its unique name for thirty days: bring ours back, or purge it for good where the person
 * chose so. false: none of ours is in the bin. What was restored is remembered until the rest is done as well,
 * whatever interrupts it. https://learn.microsoft.com/graph/api/directory-deleteditems-restore
 */
export async function takeFromBin({ graph, remember }: Services, connection: Connection): Promise<boolean> {
  const { application } = await oursInBin(graph, connection).catch(explain);
  if (!application) return false;
  if (connection.choices.deletedApplication === 'purge') {
    await graph.change(purging(application.id));
    return true;
  }

  await remember({ restoring: application.id, removed: null });
  await graph.change(restoring(application.id));
  return true;
}

/**
 * The rest of a restore: every credential that came back goes, passwords and keys, since nobody knows who holds them;
 * and the service principal comes back too, by a call of its own. Its grants may or may not: look, do not assume.
 */
export async function finishRestoring(
  { graph, vault, recall, remember }: Services,
  connection: Connection,
): Promise<void> {
  const { restoring } = await recall();
  const restored = restoring ? await graph.applicationById(restoring) : null;
  if (!restored) return;

  if (restored.keyCredentials.length > 0) await graph.change(removingCertificates(restored.id));
  for (const { keyId } of restored.passwordCredentials) await graph.change(removingCredential(restored.id, keyId));
  // One of this run went with the others.
  await vault.wipe(secretPurpose);
  const { principal } = await oursInBin(graph, connection);
  if (principal?.appId === restored.appId) await graph.change(restoringPrincipal(principal.id));
  await remember({ restoring: null });
}

/** For good: afterwards the name is free. */
export async function purgeFromBin(graph: Graph, connection: Connection): Promise<void> {
  const { application, principal } = await oursInBin(graph, connection);
  if (principal) await graph.change(purging(principal.id));
  if (application) await graph.change(purging(application.id));
}

/** Ours in the recycle bin, whatever somebody called it meanwhile. */
async function oursInBin(
  graph: Graph,
  connection: Connection,
): Promise<{ application: DeletedItem | undefined; principal: DeletedItem | undefined }> {
  const [applications, principals] = await Promise.all([graph.deletedApplications(), graph.deletedServicePrincipals()]);
  const application = applications.find((one) => isOurs(one, connection));
  const principal = principals.find((one) =>
    application ? one.appId === application.appId : isOurs({ tags: one.tags ?? [] }, connection),
  );
  return { application, principal };
}

/** The name is taken and nobody may look why: say what is known, rather than ask for it for thirty days. */
function explain(error: unknown): never {
  if (error instanceof RemoteError && error.fields.status === 403)
    throw new Problem('application-in-bin', message('register-application.bin-unread'));
  throw error;
}
