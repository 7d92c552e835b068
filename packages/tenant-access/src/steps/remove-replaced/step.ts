import type { UnwordedFact } from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { Finding, StepContext } from '@vplus/reconciler';
import * as z from 'zod';
import { registering } from '#assistant/roles.ts';
import { applicationScope } from '#assistant/scopes.ts';
import { replacedIn } from '#credential/replaced.ts';
import type { Connection, Memory, Readers } from '#ports.ts';
import { credentialsOf } from '#steps/credentials.ts';
import { replicationBudgetMs, step } from '../define-step.ts';
import { exemptionSpreads } from '../exempt-application/spreading.ts';
import { registerApplication } from '../register-application/step.ts';
import { registerOrganization } from '../register-organization/step.ts';
import { removeLeftovers } from '../remove-leftovers/step.ts';
import { synchronizeInventory } from '../synchronize-inventory/step.ts';
import { changes, leftOf, removingCertificates, removingSecret } from './changes.ts';

const id = 'remove-replaced';

/**
 * The credentials that new ones took the place of are gone. It is the last step: until vPlus has signed in with what
 * it got instead, the old one goes on working, and no backup fails.
 *
 * Where nobody can see what vPlus signs in with, a person says when it has.
 */
export const removeReplaced = step({
  id,
  title: message('remove-replaced.title'),
  after: [registerOrganization.id, removeLeftovers.id, synchronizeInventory.id],
  output: z.object({}),
  waitingFor: message('remove-replaced.waiting'),
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,
  needs: { role: registering, scopes: [applicationScope] },
  plan: {
    words: ({ connection: { choices } }) => ({
      make: message('remove-replaced.plan', { count: replacedIn(choices).length }),
    }),
  },
  changes,
  byHand: {
    wants: 'script',
    plan: ({ connection: { choices } }) =>
      message('remove-replaced.plan-by-hand', { count: replacedIn(choices).length }),
    ask: (_, { choices }) => message('remove-replaced.by-hand', { ids: replacedIn(choices).join(', ') }),
  },
  vendorSteps: [],
  finds: 'credential-left-over',
  isChosen: (choices) => replacedIn(choices).length > 0,
  waitsOut: exemptionSpreads,

  async find(context) {
    const { connection, services } = context;
    const application = await applicationIn(context);
    const credentials = credentialsOf(context);
    const organization = context.outputOf(registerOrganization);
    if (!application || !credentials || !organization)
      return { is: 'cannot-look', why: message('remove-leftovers.nothing-yet') };

    const { secrets, certificates } = leftOf(application, connection);
    // A replica that does not show the new one yet may not show the old one either, or show it without its end.
    const shown = [...application.passwordCredentials, ...application.keyCredentials].map(({ keyId }) => keyId);
    if (!credentials.keyIds.every((keyId) => shown.includes(keyId)))
      return { is: 'under-way', detail: message('remove-replaced.looking') };
    const count = secrets.length + certificates.length;
    if (count === 0) return { ...gone(connection), learned: { memory: { replaced: null } } };

    const memory = await services.recall();
    if (organization.organizationGuid === null && !isConfirmed(memory))
      return {
        is: 'needs-you',
        concerns: [],
        ask: {
          kind: 'task',
          text: message('remove-replaced.confirm-synchronized', { server: connection.vplusServer.name }),
          answers: ['confirm'],
        },
      };
    return { is: 'partly', detail: message('remove-replaced.still-there', { count }) };
  },

  async make(context) {
    const { connection, services } = context;
    const application = await applicationIn(context);
    if (!application) return undefined;

    const { secrets, certificates, kept } = leftOf(application, connection);
    for (const keyId of secrets) await services.graph.change(removingSecret(application.id, keyId));
    if (certificates.length > 0) await services.graph.change(removingCertificates(application.id, kept));
    await services.remember({ replaced: null });
    return gone(connection);
  },
});

async function applicationIn({ services: { graph }, outputOf }: StepContext<Readers, Connection>) {
  const registered = outputOf(registerApplication);
  return registered ? graph.applicationById(registered.objectId) : null;
}

/** A person said, since the values were entered, that vPlus has signed in with them. */
const isConfirmed = ({ answers, handedOver }: Memory): boolean => {
  const told = answers?.[id];
  return told?.answer === 'confirm' && (handedOver === undefined || told.at > handedOver.at);
};

function gone({ choices }: Connection): Finding<object> & { is: 'there' } {
  const ids = replacedIn(choices);
  const value = ids.join(', ');
  const facts: UnwordedFact[] = [
    { key: 'removed-credentials', label: message('remove-replaced.removed'), value, kind: 'id' },
  ];
  return { is: 'there', output: {}, facts, detail: message('remove-replaced.gone', { count: ids.length, ids: value }) };
}
