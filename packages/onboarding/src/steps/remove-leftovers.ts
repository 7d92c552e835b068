import type { Graph } from '@vplus/clients';
import * as z from 'zod';
import type { Connection } from '../ports.ts';
import { addSecret, ownSecrets } from './add-secret.ts';
import { createServicePrincipal } from './create-service-principal.ts';
import { registerApplication } from './register-application.ts';
import { replicationBudgetMs, step } from './step.ts';
import { verifyAccess } from './verify-access.ts';

/**
 * Nobody else has a way in: no owner, who could add credentials outside any role, and no second secret of ours that
 * an interrupted attempt left behind.
 *
 * It comes late on purpose. Where members may register applications Microsoft makes the creator an owner, and until
 * the secret is added the creator may need just that; and by now a lagging replica shows what it hid before.
 */
export const removeLeftovers = step({
  id: 'remove-leftovers',
  title: 'Leave no owner and no second secret',
  after: [createServicePrincipal.id, addSecret.id, verifyAccess.id],
  output: z.object({}),
  waitingFor: 'Microsoft is spreading the removal',
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,

  async find({ services: { graph }, connection, outputOf }) {
    const registered = outputOf(registerApplication);
    const secret = outputOf(addSecret);
    if (!registered || !secret) return { is: 'cannot-look', why: 'The application does not exist yet' };

    const [application, owners] = await Promise.all([
      graph.applicationById(registered.objectId),
      ownersToGo(graph, connection, registered.objectId),
    ]);
    const stray = ownSecrets(application, connection).filter(({ keyId }) => keyId !== secret.keyId);
    if (owners.length > 0 || stray.length > 0)
      return {
        is: 'partly',
        detail: `Owners: ${owners.length}, secrets of interrupted attempts: ${stray.length}.`,
      };

    const secrets = application?.passwordCredentials ?? [];
    const foreign =
      secrets.filter(({ keyId }) => keyId !== secret.keyId).length + (application?.keyCredentials.length ?? 0);
    return {
      is: 'there',
      output: {},
      ...(foreign > 0
        ? {
            attention: `Somebody else added ${foreign} more credentials to the application. Remove them if you do not know why.`,
          }
        : { detail: 'Nobody owns the application, and it has one secret.' }),
    };
  },

  async make({ services: { graph }, connection, outputOf }) {
    const registered = outputOf(registerApplication);
    const secret = outputOf(addSecret);
    if (!registered || !secret) return undefined;

    const [application, owners] = await Promise.all([
      graph.applicationById(registered.objectId),
      ownersToGo(graph, connection, registered.objectId),
    ]);
    for (const { id } of owners) await graph.removeOwner(registered.objectId, id);
    for (const { keyId } of ownSecrets(application, connection))
      if (keyId !== secret.keyId) await graph.removePassword(registered.objectId, keyId);
    return undefined;
  },
});

/** Whoever owned an application before it was adopted goes on owning it. */
const ownersToGo = async (graph: Graph, { choices }: Connection, objectId: string): Promise<{ id: string }[]> =>
  choices.adoptApplication === null ? graph.owners(objectId) : [];
