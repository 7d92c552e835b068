import { type GraphApplication, RemoteError } from '@vplus/clients';
import { type Choices, Problem, type UnwordedRow } from '@vplus/contracts';
import { listOf, message, sentences } from '@vplus/messages';
import type { Finding } from '@vplus/reconciler';
import * as z from 'zod';
import { openingsAdded } from '#additions/application-additions.ts';
import { notListed, sorted } from '#additions/approved.ts';
import { findApplication } from '#application/find-application.ts';
import { registering } from '#assistant/roles.ts';
import { applicationScope } from '#assistant/scopes.ts';
import { type Offered, offeredBy } from '#permissions/offered.ts';
import { wantedPermissions } from '#permissions/wanted.ts';
import type { Connection } from '#ports.ts';
import { removedMeanwhile } from '#steps/removed-meanwhile.ts';
import { askedIn } from '#steps/seen.ts';
import { approveAssistant } from '../approve-assistant/step.ts';
import { byScript } from '../by-hand-way.ts';
import { replicationBudgetMs, step } from '../define-step.ts';
import { giveBack, openingsBefore, rememberAdopted } from './adoption.ts';
import { driftOf } from './application.ts';
import { changes, corrections, deleting, registration, wantedOf } from './changes.ts';
import { planWords } from './plan-words.ts';
import { finishRestoring, purgeFromBin, takeFromBin } from './recycle-bin.ts';
import { removalOf } from './removal.ts';
import { scripts } from './scripts.ts';

const Output = z.object({ appId: z.string(), objectId: z.string() });

/**
 * The application that vPlus signs in with: one upsert by our own unique name carries audience, tags and all
 * declared permissions, and its 201 is the proof. What is declared must equal what is granted, or "Grant admin
 * consent" in the portal would revoke the difference.
 * https://learn.microsoft.com/graph/api/application-upsert
 */
export const registerApplication = step({
  id: 'register-application',
  title: message('register-application.title'),
  undoTitle: message('register-application.undo-title'),
  giveBackTitle: message('register-application.give-back-title'),
  after: [approveAssistant.id],
  output: Output,
  waitingFor: message('register-application.waiting'),
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,
  needs: { role: registering, scopes: [applicationScope] },
  plan: { words: planWords },
  changes,
  undoes: (undoing) => removalOf(undoing, undoing.outputOf({ id: 'register-application', output: Output })),
  byHand: byScript((seen) =>
    message('register-application.plan-by-hand', {
      name: seen.connection.choices.applicationName,
      count: askedIn(seen).length,
    }),
  ),
  scripts,
  vendorSteps: [2, 3, 4, 5, 6, 7, 11, 12],
  finds: 'application-gone',
  takesAlong: ['permissions', 'client-id', 'secret', 'certificate'],

  async find({ services, connection }) {
    const { graph, recall } = services;
    const [application, offered, memory] = await Promise.all([
      findApplication(services, connection),
      offeredBy(graph, connection.choices),
      recall(),
    ]);
    if (!application) return { is: 'absent', rows: notOffered(offered, connection.choices) };

    const drift = driftOf(application, wantedOf(application, connection, offered)).differences;
    if (memory.restoring === application.id)
      drift.push({ kind: 'old-credentials-restored', part: message('register-application.old-credentials') });
    const { removes, stays } = sorted(
      openingsAdded(application, openingsBefore(application, connection, memory)),
      services,
    );
    if (drift.length + removes.length === 0)
      return {
        ...there(application, offered, connection),
        ...(stays.length > 0 ? { attention: notListed(stays) } : {}),
      };
    return {
      is: 'partly',
      output: { appId: application.appId, objectId: application.id },
      rows: notOffered(offered, connection.choices),
      detail: sentences(
        ...(drift.length > 0
          ? [message('register-application.differs', { parts: listOf(drift.map(({ part }) => part)) })]
          : []),
        ...removes.map(({ what }) => what),
      ),
      before: { tags: application.tags },
      removes,
      concerns: drift.map(({ kind, part }) => ({
        kind,
        what: message('register-application.differs', { parts: listOf([part]) }),
      })),
    };
  },

  async make({ services, connection }, found) {
    const { graph } = services;
    const offered = await offeredBy(graph, connection.choices);
    if (found.is === 'partly' && found.output) {
      const present = await graph.applicationById(found.output.objectId);
      // A replica that is behind: what was seen a moment ago shows again.
      if (!present) return undefined;
      const memory = await services.recall();
      if (connection.choices.adoptApplication !== null) await rememberAdopted(services, present);
      const removes = found.removes ?? [];
      for (const change of corrections(present, { connection, offered, memory, removes })) await graph.change(change);
      await finishRestoring(services, connection);
      return undefined;
    }
    if (connection.choices.adoptApplication !== null)
      throw new Problem('plan-changed', message('register-application.adopted-gone'));
    const upsert = () => graph.change(registration(connection, offered));
    try {
      const created = await upsert();
      if (!created) await finishRestoring(services, connection);
      return created ? there(created, offered, connection) : undefined;
    } catch (error) {
      // The name may be held by a deleted application; a replica that is behind says the same.
      if (!isConflict(error) || !(await takeFromBin(services, connection))) throw error;
      await upsert();
      return undefined;
    }
  },

  /** Not shown any more and in the recycle bin: deleted, and no lag. */
  async lost({ services: { graph }, outputOf }) {
    const made = outputOf({ id: 'register-application', output: Output });
    if (!made || (await graph.applicationById(made.objectId))) return null;
    const binned = (await graph.deletedApplications()).some(({ id }) => id === made.objectId);
    return binned ? removedMeanwhile(message('register-application.in-bin')) : null;
  },

  /** An application that was adopted is given back as it was, never deleted. */
  async undo({ services, connection, outputOf }) {
    const { graph, undoChoice, remember, clock } = services;
    const made = outputOf({ id: 'register-application', output: Output });
    const application = made && (await findApplication(services, connection));
    if (application && (await giveBack(services, application))) return;
    if (connection.choices.adoptApplication !== null) return;
    const purged = undoChoice?.purge ?? false;
    // Before the effect: a plan that is made right after it may still be shown the application.
    if (made) await remember({ removed: { objectId: made.objectId, at: new Date(clock.now()).toISOString(), purged } });
    if (made) await graph.change(deleting(made.objectId));
    if (purged) await purgeFromBin(graph, connection);
  },
});

function there(
  application: GraphApplication,
  offered: Offered[],
  connection: Connection,
): Extract<Finding<z.infer<typeof Output>>, { is: 'there' }> {
  return {
    is: 'there',
    output: { appId: application.appId, objectId: application.id },
    rows: notOffered(offered, connection.choices),
    facts: [
      { key: 'client-id', label: message('register-application.client-id'), value: application.appId, kind: 'id' },
      { key: 'tenant-id', label: message('register-application.tenant-id'), value: connection.tenantId, kind: 'id' },
      {
        key: 'application-object-id',
        label: message('register-application.object-id'),
        value: application.id,
        kind: 'id',
      },
    ],
    detail: message('register-application.there', { name: application.displayName, count: offered.length }),
  };
}

/** Only the exceptions: what cannot be declared because this tenant does not have it. */
function notOffered(offered: Offered[], choices: Choices): UnwordedRow[] {
  const have = new Set(offered.map(({ permission }) => permission.key));
  return wantedPermissions(choices)
    .filter(({ key }) => !have.has(key))
    .map(({ key, value, api }) => ({
      key,
      label: value,
      group: api,
      state: 'not-possible',
      note: message('permissions.not-offered'),
    }));
}

const isConflict = (error: unknown): boolean =>
  error instanceof RemoteError && (error.fields.status === 400 || error.fields.status === 409);
