import type { Graph, GraphApplication } from '@vplus/clients';
import * as z from 'zod';
import { credentialsOf } from '../credentials.ts';
import type { Connection } from '../ports.ts';
import { addCertificate, ownCertificates } from './add-certificate.ts';
import { addSecret, ownSecrets } from './add-secret.ts';
import { createServicePrincipal } from './create-service-principal.ts';
import { registerApplication } from './register-application.ts';
import { registerOrganization } from './register-organization.ts';
import { replicationBudgetMs, step } from './step.ts';
import { verifyAccess } from './verify-access.ts';

/**
 * Nobody else has a way in: no owner, who could add credentials outside any role, and no second credential of ours that
 * an interrupted attempt left behind.
 *
 * It comes late on purpose. Where members may register applications Microsoft makes the creator an owner, and until
 * the credential is added the creator may need just that; and by now a lagging replica shows what it hid before.
 */
export const removeLeftovers = step({
  id: 'remove-leftovers',
  title: 'Leave no owner and no second credential',
  after: [createServicePrincipal.id, addSecret.id, addCertificate.id, verifyAccess.id, registerOrganization.id],
  output: z.object({}),
  waitingFor: 'Microsoft is spreading the removal',
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,

  async find(context) {
    const { services, connection, outputOf } = context;
    const { graph } = services;
    const registered = outputOf(registerApplication);
    const credentials = credentialsOf(context);
    if (!registered || !credentials) return { is: 'cannot-look', why: 'The application does not exist yet' };

    const [application, owners] = await Promise.all([
      graph.applicationById(registered.objectId),
      ownersToGo(graph, connection, registered.objectId),
    ]);
    const stray = strayOf(application, connection, credentials.keyIds);
    const strays = stray.secrets.length + stray.certificates.length;
    if (owners.length > 0 || strays > 0)
      return {
        is: 'partly',
        detail: `Owners: ${owners.length}, credentials of earlier attempts: ${strays}.`,
      };

    const all = (application?.passwordCredentials.length ?? 0) + (application?.keyCredentials.length ?? 0);
    const foreign = all - credentials.keyIds.length;
    return {
      is: 'there',
      output: {},
      ...(foreign > 0
        ? {
            attention: `Somebody else added ${foreign} more credentials to the application. Remove them if you do not know why.`,
          }
        : { detail: 'Nobody owns the application, and nobody else has a credential of it.' }),
    };
  },

  async make(context) {
    const { services, connection, outputOf } = context;
    const { graph } = services;
    const registered = outputOf(registerApplication);
    const credentials = credentialsOf(context);
    if (!registered || !credentials) return undefined;

    const [application, owners] = await Promise.all([
      graph.applicationById(registered.objectId),
      ownersToGo(graph, connection, registered.objectId),
    ]);
    for (const { id } of owners) await graph.removeOwner(registered.objectId, id);
    const stray = strayOf(application, connection, credentials.keyIds);
    for (const { keyId } of stray.secrets) await graph.removePassword(registered.objectId, keyId);
    if (application && stray.certificates.length > 0)
      await graph.replaceKeyCredentials(
        application.id,
        application.keyCredentials.filter((one) => !stray.certificates.includes(one)),
      );
    return undefined;
  },
});

/** Whoever owned an application before it was adopted goes on owning it. */
const ownersToGo = async (graph: Graph, { choices }: Connection, objectId: string): Promise<{ id: string }[]> =>
  choices.adoptApplication === null ? graph.owners(objectId) : [];

/** Ours, and not those that this connection signs in with now. */
const strayOf = (application: GraphApplication | null, connection: Connection, keyIds: string[]) => ({
  secrets: ownSecrets(application, connection).filter(({ keyId }) => !keyIds.includes(keyId)),
  certificates: ownCertificates(application, connection).filter(({ keyId }) => !keyId || !keyIds.includes(keyId)),
});
