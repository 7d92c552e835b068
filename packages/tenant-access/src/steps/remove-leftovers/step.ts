import type { GraphApplication, GraphReads } from '@vplus/clients';
import type { Concern } from '@vplus/contracts';
import { message, sentences } from '@vplus/messages';
import type { Addition, StepContext } from '@vplus/reconciler';
import * as z from 'zod';
import { notListed, sorted } from '#additions/approved.ts';
import { consentWords, credentialsAdded, federatedAdded, keysUnder } from '#additions/entrances.ts';
import { registering } from '#assistant/roles.ts';
import { applicationScope } from '#assistant/scopes.ts';
import { replacedIn } from '#credential/replaced.ts';
import type { Connection, Readers } from '#ports.ts';
import { credentialsOf } from '#steps/credentials.ts';
import { addCertificate, ownCertificates } from '../add-certificate/step.ts';
import { addSecret, ownSecrets } from '../add-secret/step.ts';
import { byScript } from '../by-hand-way.ts';
import { createServicePrincipal } from '../create-service-principal/step.ts';
import { replicationBudgetMs, step } from '../define-step.ts';
import { exemptionSpreads } from '../exempt-application/spreading.ts';
import { registerApplication } from '../register-application/step.ts';
import { registerOrganization } from '../register-organization/step.ts';
import { verifyAccess } from '../verify-access/step.ts';
import {
  changes,
  removingCertificates,
  removingFederated,
  removingOwner,
  removingPrincipalOwner,
  removingSecret,
} from './changes.ts';
import { scripts } from './scripts.ts';

/**
 * Nobody else has a way in: no owner of the application or of its service principal, who could add credentials outside
 * any role; no second credential of ours that an interrupted attempt left behind; and nothing that somebody else added.
 *
 * It comes late on purpose. Where members may register applications Microsoft makes the creator an owner, and until
 * the credential is added the creator may need just that; and by now a lagging replica shows what it hid before.
 */
export const removeLeftovers = step({
  id: 'remove-leftovers',
  title: message('remove-leftovers.title'),
  after: [createServicePrincipal.id, addSecret.id, addCertificate.id, verifyAccess.id, registerOrganization.id],
  output: z.object({}),
  waitingFor: message('remove-leftovers.waiting'),
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,
  needs: { role: registering, scopes: [applicationScope] },
  plan: {
    words: () => ({ make: message('remove-leftovers.plan') }),
    action: () => 'check',
  },
  changes,
  byHand: {
    ...byScript(() => message('remove-leftovers.plan-by-hand')),
    // No script knows a credential of an earlier attempt.
    ask: () => message('steps.run-script-and-rest'),
  },
  scripts,
  vendorSteps: [],
  finds: 'credential-left-over',
  waitsOut: exemptionSpreads,

  async find(context) {
    const seen = await seenOf(context);
    if (!seen) return { is: 'cannot-look', why: message('remove-leftovers.nothing-yet') };
    const { owners, principalOwners, stray, additions, consents } = seen;
    const { removes, stays } = sorted(additions, context.services);
    const counts: Concern[] = [
      ...(owners.length > 0
        ? [{ kind: 'owner-added' as const, what: message('remove-leftovers.owners', { count: owners.length }) }]
        : []),
      ...(principalOwners.length > 0
        ? [
            {
              kind: 'service-principal-owner-added' as const,
              what: message('remove-leftovers.principal-owners', { count: principalOwners.length }),
            },
          ]
        : []),
      ...(stray.length > 0
        ? [{ kind: 'credential-left-over' as const, what: message('remove-leftovers.strays', { count: stray.length }) }]
        : []),
    ];
    const consented = consents?.length ? [consentWords(consents)] : [];
    const concerns = [...counts, ...consented.map((what) => ({ kind: 'consent-added' as const, what }))];
    const unread = consents ? {} : { unread: { kinds: ['consent-added' as const], why: consentUnread } };
    if (counts.length + removes.length > 0)
      return {
        is: 'partly',
        ...unread,
        concerns,
        detail: sentences(...counts.map(({ what }) => what), ...removes.map(({ what }) => what), ...consented),
        removes,
      };
    const attention = [...(stays.length > 0 ? [notListed(stays)] : []), ...consented];
    const none = message('remove-leftovers.none');
    return {
      is: 'there',
      ...unread,
      output: {},
      concerns,
      ...(attention.length > 0
        ? { attention: sentences(...attention) }
        : { detail: consents ? none : sentences(none, consentUnread) }),
    };
  },

  async make(context, found) {
    const { graph } = context.services;
    const seen = await seenOf(context);
    if (!seen) return undefined;

    const { application, servicePrincipalId, owners, principalOwners, stray } = seen;
    for (const { id } of owners) await graph.change(removingOwner(application.id, id));
    for (const { id } of principalOwners) await graph.change(removingPrincipalOwner(servicePrincipalId, id));
    const listed = found.is === 'partly' ? (found.removes ?? []) : [];
    for (const id of keysUnder(listed, 'federated')) await graph.change(removingFederated(application.id, id));

    const going = new Set([...stray, ...keysUnder(listed, 'credential')]);
    for (const { keyId } of application.passwordCredentials)
      if (keyId && going.has(keyId)) await graph.change(removingSecret(application.id, keyId));
    const kept = application.keyCredentials.filter(({ keyId }) => !going.has(keyId ?? ''));
    if (kept.length < application.keyCredentials.length) await graph.change(removingCertificates(application.id, kept));
    return undefined;
  },
});

const consentUnread = message('remove-leftovers.consent-unread');

/** All that could be a way in; null: there is nothing to look at yet. */
async function seenOf(context: StepContext<Readers, Connection>) {
  const { services, connection, outputOf } = context;
  const { graph, recall } = services;
  const registered = outputOf(registerApplication);
  const principal = outputOf(createServicePrincipal);
  const credentials = credentialsOf(context);
  if (!registered || !principal || !credentials) return null;

  const { servicePrincipalId } = principal;
  const [application, owners, principalOwners, consents, federated, memory] = await Promise.all([
    graph.applicationById(registered.objectId),
    ownersToGo(connection, () => graph.owners(registered.objectId)),
    ownersToGo(connection, () => graph.principalOwners(servicePrincipalId)),
    graph.delegatedGrants(servicePrincipalId),
    graph.federatedCredentials(registered.objectId),
    recall(),
  ]);
  if (!application) return null;
  const own = ownKeys(application, connection);
  const adopts = connection.choices.adoptApplication !== null;
  const known = adopts && memory.adopted?.objectId === application.id ? memory.adopted : undefined;
  // What an adopted application had before is its owner's; where that was not noted, all of it counts as theirs.
  const theirs = adopts ? (known?.keyIds ?? keysOf(application)) : [];
  const theirFederated = adopts ? (known?.federated ?? federated.map(({ id }) => id)) : [];
  // What is replaced goes last, once vPlus has signed in with what it got instead.
  const replaced = replacedIn(connection.choices);
  const ours = new Set([...own, ...credentials.keyIds, ...theirs, ...replaced]);
  const additions: Addition[] = [...credentialsAdded(application, ours), ...federatedAdded(federated, theirFederated)];
  const stray = own.filter((keyId) => !credentials.keyIds.includes(keyId) && !replaced.includes(keyId));
  return { application, servicePrincipalId, owners, principalOwners, stray, additions, consents };
}

/** Whoever owned an application before it was adopted goes on owning it. */
const ownersToGo = async (
  { choices }: Connection,
  read: () => ReturnType<GraphReads['owners']>,
): Promise<{ id: string }[]> => (choices.adoptApplication === null ? read() : []);

/** Of the credentials that an assistant of this connection added, in any run. */
const ownKeys = (application: GraphApplication, connection: Connection): string[] =>
  [...ownSecrets(application, connection), ...ownCertificates(application, connection)].flatMap(
    ({ keyId }) => keyId ?? [],
  );

const keysOf = ({ passwordCredentials, keyCredentials }: GraphApplication): string[] =>
  [...passwordCredentials, ...keyCredentials].flatMap(({ keyId }) => keyId ?? []);
