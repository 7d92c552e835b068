import type { GraphServicePrincipal } from '@vplus/clients';
import type { Addition, Finding } from '@vplus/reconciler';
import * as z from 'zod';
import { notListed, sorted } from '#additions/approved.ts';
import { notesOf, tagsOf } from '#naming.ts';
import { call } from '#plan/planned-call.ts';
import type { Connection } from '#ports.ts';
import { removedMeanwhile } from '#removed-meanwhile.ts';
import { registering } from '#roles.ts';
import { applicationScope } from '#scopes.ts';
import { byScript } from '../by-hand-way.ts';
import { replicationBudgetMs, step } from '../define-step.ts';
import { registerApplication } from '../register-application/step.ts';
import { scripts } from './scripts.ts';

const Output = z.object({ servicePrincipalId: z.string() });
const Before = z.object({ tags: z.array(z.string()) });

/** Shows the application among the tenant's enterprise applications, where administrators look for it. */
const listedTag = 'WindowsAzureActiveDirectoryIntegratedApp';

/** How long after the application a refusal to make its identity is taken for lag: Graph says 403 then, misleadingly. */
const strangerMs = 2 * 60_000;
const spreading = 'Microsoft is still replicating the new application';

/**
 * The application's identity in the tenant: what permissions are granted to.
 * https://learn.microsoft.com/graph/api/serviceprincipal-upsert
 */
export const createServicePrincipal = step({
  id: 'create-service-principal',
  title: 'Create the enterprise application (service principal)',
  undoTitle: 'Delete the enterprise application',
  after: [registerApplication.id],
  output: Output,
  waitingFor: spreading,
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,
  needs: { role: registering, scopes: [applicationScope] },
  plan: {
    words: ({ application }) => ({
      make: 'The enterprise application (service principal) is created in your tenant.',
      calls: [
        call(
          'PATCH',
          `/servicePrincipals(appId='${application?.appId ?? '{appId}'}')`,
          'Creates it, or switches it on',
        ),
      ],
    }),
  },
  byHand: byScript(() => 'The script creates the enterprise application (service principal).'),
  scripts,
  vendorSteps: [6],
  takesAlong: ['permissions'],
  waitsOut: ({ fields, ageMs }) => (fields.status === 403 && (ageMs ?? 0) < strangerMs ? spreading : undefined),

  async find({ services, connection, outputOf }) {
    const { graph } = services;
    const application = outputOf(registerApplication);
    if (!application) return { is: 'cannot-look', why: 'The application does not exist yet' };

    const principal = await graph.servicePrincipal(application.appId);
    if (!principal) return { is: 'absent' };
    const { removes, stays } = sorted(switchedOff(principal), services);
    if (isTagged(principal, connection) && removes.length === 0)
      return { ...there(principal), ...(stays.length > 0 ? { attention: notListed(stays) } : {}) };
    return {
      is: 'partly',
      output: { servicePrincipalId: principal.id },
      detail: [
        ...(isTagged(principal, connection) ? [] : ['It lacks our tags.']),
        ...removes.map(({ what }) => what),
      ].join(' '),
      before: { tags: principal.tags },
      removes,
    };
  },

  async make({ services: { graph }, connection, outputOf }, found) {
    const application = outputOf(registerApplication);
    if (!application) return undefined;
    if (found.is === 'partly') {
      const removes = found.removes?.map(({ key }) => key) ?? [];
      // Only what differs: notes that somebody wrote and tags that others gave it stay.
      const present = Before.parse(found.before).tags;
      const tags = [...new Set([...present, ...tagsOf(connection), listedTag])];
      await graph.upsertServicePrincipal(application.appId, {
        ...(tagsOf(connection).every((tag) => present.includes(tag)) ? {} : { tags }),
        ...(removes.includes(offKeys.signIn) ? { accountEnabled: true } : {}),
        ...(removes.includes(offKeys.deactivated) ? { isDisabled: false } : {}),
      });
      return undefined;
    }
    const created = await graph.upsertServicePrincipal(application.appId, {
      tags: [...tagsOf(connection), listedTag],
      notes: notesOf(connection),
      accountEnabled: true,
    });
    return created ? there(created) : undefined;
  },

  /** Not shown any more and in the recycle bin: deleted, and no lag. */
  async lost({ services: { graph }, outputOf }) {
    const application = outputOf(registerApplication);
    const made = outputOf({ id: 'create-service-principal', output: Output });
    if (!application || !made || (await graph.servicePrincipal(application.appId))) return null;
    const binned = (await graph.deletedServicePrincipals()).some(({ id }) => id === made.servicePrincipalId);
    return binned ? removedMeanwhile('The enterprise application is among the deleted ones.') : null;
  },

  /** That of an application that was adopted is given back together with it. */
  async undo({ services: { graph }, connection: { choices }, outputOf }) {
    const application = outputOf(registerApplication);
    const made = outputOf({ id: 'create-service-principal', output: Output });
    if (choices.adoptApplication === null && application && made) await graph.deleteServicePrincipal(application.appId);
  },
});

const isTagged = ({ tags }: GraphServicePrincipal, connection: Connection): boolean =>
  tagsOf(connection).every((tag) => tags.includes(tag));

const offKeys = { signIn: 'principal/sign-in-off', deactivated: 'principal/disabled' };

/** Either of the two switches stops every new token. */
const switchedOff = ({ accountEnabled, isDisabled }: GraphServicePrincipal): Addition[] => [
  ...(accountEnabled
    ? []
    : [
        {
          key: offKeys.signIn,
          what: 'Sign-in is turned off for the enterprise application: Microsoft gives it no new tokens, so backups have stopped.',
        },
      ]),
  ...(isDisabled
    ? [
        {
          key: offKeys.deactivated,
          what: 'The enterprise application is deactivated: Microsoft gives it no new tokens, so backups have stopped.',
        },
      ]
    : []),
];

const there = ({ id }: GraphServicePrincipal): Extract<Finding<z.infer<typeof Output>>, { is: 'there' }> => ({
  is: 'there',
  output: { servicePrincipalId: id },
  facts: [{ key: 'service-principal-id', label: 'Service principal ID', value: id, kind: 'id' }],
});
