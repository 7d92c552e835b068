import { deleteServicePrincipal, type GraphServicePrincipal, upsertServicePrincipal } from '@vplus/clients';
import type { Concern } from '@vplus/contracts';
import { message, sentences } from '@vplus/messages';
import type { Addition, Finding } from '@vplus/reconciler';
import * as z from 'zod';
import { notListed, sorted } from '#additions/approved.ts';
import { tagsOf } from '#application/naming.ts';
import { registering } from '#assistant/roles.ts';
import { applicationScope } from '#assistant/scopes.ts';
import type { Connection } from '#ports.ts';
import { onGraph } from '#steps/change.ts';
import { removedMeanwhile } from '#steps/removed-meanwhile.ts';
import type { Seen } from '#steps/seen.ts';
import * as removal from '#steps/undoing.ts';
import { byScript } from '../by-hand-way.ts';
import { replicationBudgetMs, step } from '../define-step.ts';
import { registerApplication } from '../register-application/step.ts';
import { principalBody } from './principal-body.ts';
import { scripts } from './scripts.ts';

const Output = z.object({ servicePrincipalId: z.string() });
const Before = z.object({ tags: z.array(z.string()) });

/** How long after the application a refusal to make its identity is taken for lag: Graph says 403 then, misleadingly. */
const strangerMs = 2 * 60_000;
const spreading = message('register-application.waiting');

/**
 * The application's identity in the tenant: what permissions are granted to.
 * https://learn.microsoft.com/graph/api/serviceprincipal-upsert
 */
export const createServicePrincipal = step({
  id: 'create-service-principal',
  title: message('create-service-principal.title'),
  undoTitle: message('create-service-principal.undo-title'),
  giveBackTitle: message('create-service-principal.give-back-title'),
  after: [registerApplication.id],
  output: Output,
  waitingFor: spreading,
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,
  needs: { role: registering, scopes: [applicationScope] },
  plan: { words: () => ({ make: message('create-service-principal.plan') }) },
  changes: ({ connection, application, finding }) => [change(application?.appId ?? '{appId}', connection, finding)],
  async undoes({ connection: { choices }, outputOf }) {
    if (choices.adoptApplication !== null) return removal.stays(message('create-service-principal.undo-adopted'));
    const application = outputOf(registerApplication);
    const made = outputOf({ id: 'create-service-principal', output: Output });
    return application && made
      ? removal.removes(message('create-service-principal.undo-plan'), deleting(application.appId))
      : removal.unseen(message('create-service-principal.undo-unseen'), deleting('{appId}'));
  },
  byHand: byScript(() => message('create-service-principal.plan-by-hand')),
  scripts,
  vendorSteps: [6],
  finds: 'service-principal-gone',
  takesAlong: ['permissions'],
  waitsOut: ({ fields, ageMs }) => (fields.status === 403 && (ageMs ?? 0) < strangerMs ? spreading : undefined),

  async find({ services, connection, outputOf }) {
    const { graph } = services;
    const application = outputOf(registerApplication);
    if (!application) return { is: 'cannot-look', why: message('register-application.not-there-yet') };

    const principal = await graph.servicePrincipal(application.appId);
    if (!principal) return { is: 'absent' };
    const { removes, stays } = sorted(switchedOff(principal), services);
    const others = beyondRepair(principal, connection);
    if (isTagged(principal, connection) && removes.length === 0) {
      const attention = [...(stays.length > 0 ? [notListed(stays)] : []), ...others.map(({ what }) => what)];
      return {
        ...there(principal),
        ...(attention.length > 0 ? { attention: sentences(...attention) } : {}),
        ...(others.length > 0 ? { concerns: others } : {}),
      };
    }
    return {
      is: 'partly',
      output: { servicePrincipalId: principal.id },
      detail: sentences(
        ...(isTagged(principal, connection) ? [] : [message('create-service-principal.lacks-tags')]),
        ...removes.map(({ what }) => what),
        ...others.map(({ what }) => what),
      ),
      before: { tags: principal.tags },
      removes,
      concerns: [
        ...(isTagged(principal, connection)
          ? []
          : [{ kind: 'service-principal-changed' as const, what: message('create-service-principal.lacks-tags') }]),
        ...others,
      ],
    };
  },

  async make({ services: { graph }, connection, outputOf }, found) {
    const application = outputOf(registerApplication);
    if (!application) return undefined;
    const created = await graph.change(change(application.appId, connection, found));
    return created ? there(created) : undefined;
  },

  /** Not shown any more and in the recycle bin: deleted, and no lag. */
  async lost({ services: { graph }, outputOf }) {
    const application = outputOf(registerApplication);
    const made = outputOf({ id: 'create-service-principal', output: Output });
    if (!application || !made || (await graph.servicePrincipal(application.appId))) return null;
    const binned = (await graph.deletedServicePrincipals()).some(({ id }) => id === made.servicePrincipalId);
    return binned ? removedMeanwhile(message('create-service-principal.in-bin')) : null;
  },

  /** That of an application that was adopted is given back together with it. */
  async undo({ services: { graph }, connection: { choices }, outputOf }) {
    const application = outputOf(registerApplication);
    const made = outputOf({ id: 'create-service-principal', output: Output });
    if (choices.adoptApplication === null && application && made) await graph.change(deleting(application.appId));
  },
});

const deleting = (appId: string) =>
  onGraph(message('create-service-principal.undo-title'), deleteServicePrincipal(appId));

function change(appId: string, connection: Connection, found: Seen['finding']) {
  const body = found.is === 'partly' ? whatDiffers(connection, found) : principalBody(connection);
  return onGraph(message('create-service-principal.creates'), upsertServicePrincipal(appId, body));
}

/** Notes that somebody wrote and tags that others gave it stay. */
function whatDiffers(connection: Connection, { before, removes = [] }: Extract<Seen['finding'], { is: 'partly' }>) {
  const present = Before.parse(before).tags;
  const keys = removes.map(({ key }) => key);
  const tags = [...new Set([...present, ...principalBody(connection).tags])];
  return {
    ...(tagsOf(connection).every((tag) => present.includes(tag)) ? {} : { tags }),
    ...(keys.includes(offKeys.signIn) ? { accountEnabled: true } : {}),
    ...(keys.includes(offKeys.deactivated) ? { isDisabled: false } : {}),
  };
}

const isTagged = ({ tags }: GraphServicePrincipal, connection: Connection): boolean =>
  tagsOf(connection).every((tag) => tags.includes(tag));

const offKeys = { signIn: 'principal/sign-in-off', deactivated: 'principal/disabled' };

/** Either of the two switches stops every new token. */
const switchedOff = ({ accountEnabled, isDisabled }: GraphServicePrincipal): Addition[] => [
  ...(accountEnabled
    ? []
    : [{ key: offKeys.signIn, kind: 'sign-in-off' as const, what: message('create-service-principal.sign-in-off') }]),
  ...(isDisabled
    ? [
        {
          key: offKeys.deactivated,
          kind: 'service-principal-deactivated' as const,
          what: message('create-service-principal.deactivated'),
        },
      ]
    : []),
];

/**
 * What no connect puts right: what Microsoft has switched off, and credentials of the service principal itself. It has
 * none of ours; the property lock lets nobody add one, nor take one away before it is turned off.
 */
function beyondRepair(principal: GraphServicePrincipal, { choices }: Connection): Concern[] {
  const { disabledByMicrosoftStatus: status, passwordCredentials, keyCredentials } = principal;
  const isDisabled = status !== null && status !== 'NotDisabled';
  // Those of an application that was adopted are its owner's.
  const count = choices.adoptApplication === null ? passwordCredentials.length + keyCredentials.length : 0;
  return [
    ...(isDisabled
      ? [{ kind: 'disabled-by-microsoft' as const, what: message('create-service-principal.by-microsoft', { status }) }]
      : []),
    ...(count > 0
      ? [
          {
            kind: 'service-principal-credential' as const,
            what: message('create-service-principal.own-credentials', { count }),
          },
        ]
      : []),
  ];
}

const there = ({ id }: GraphServicePrincipal): Extract<Finding<z.infer<typeof Output>>, { is: 'there' }> => ({
  is: 'there',
  output: { servicePrincipalId: id },
  facts: [{ key: 'service-principal-id', label: message('create-service-principal.id'), value: id, kind: 'id' }],
});
