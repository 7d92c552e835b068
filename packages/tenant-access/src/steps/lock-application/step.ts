import { type ApplicationChange, updateApplication } from '@vplus/clients';
import { message, render } from '@vplus/messages';
import * as z from 'zod';
import { registering } from '#assistant/roles.ts';
import { applicationScope } from '#assistant/scopes.ts';
import { onGraph } from '#steps/change.ts';
import { byScript } from '../by-hand-way.ts';
import { replicationBudgetMs, step } from '../define-step.ts';
import { lock } from '../register-application/application.ts';
import { registerApplication } from '../register-application/step.ts';

type Lock = ApplicationChange['servicePrincipalLockConfiguration'];

const Before = z.nullable(z.looseObject({ isEnabled: z.boolean() }));
const spreading = message('lock-application.waiting');

/**
 * Nobody adds a credential to the enterprise application, where it would be overlooked: those of the registration are
 * the only ones. What registers it locks it too, so that this step writes only where the lock is not as it should be.
 * https://learn.microsoft.com/graph/api/resources/serviceprincipallockconfiguration
 */
export const lockApplication = step({
  id: 'lock-application',
  title: message('lock-application.title'),
  undoTitle: message('lock-application.undo-title'),
  after: [registerApplication.id],
  output: z.object({}),
  waitingFor: spreading,
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,
  needs: { role: registering, scopes: [applicationScope] },
  plan: {
    words: () => ({ make: message('lock-application.plan') }),
    action: () => 'check',
  },
  changes: ({ application, finding }) => (application && finding.is === 'partly' ? [set(application.id, lock)] : []),
  byHand: byScript(() => message('lock-application.plan-by-hand')),
  scripts: {
    // The others send the whole body of the application, which has the lock.
    terraform: {
      notes: () => render(message('lock-application.terraform')).split('\n'),
      resource: () => '',
    },
  },
  vendorSteps: [],
  isUndone: ({ adoptApplication }) => adoptApplication !== null,

  async find({ services: { graph }, outputOf }) {
    const registered = outputOf(registerApplication);
    if (!registered) return { is: 'cannot-look', why: message('lock-application.no-application') };

    const application = await graph.applicationById(registered.objectId);
    if (!application) return { is: 'under-way', detail: message('register-application.waiting') };
    const before = application.servicePrincipalLockConfiguration;
    return before?.isEnabled && before.allProperties
      ? { is: 'there', output: {}, detail: message('lock-application.locked') }
      : {
          is: 'partly',
          detail: message('lock-application.not-locked'),
          before,
          // Earlier builds set nothing; what was set and is off now was switched off.
          isNew: before === null,
        };
  },

  async make({ services: { graph }, outputOf }) {
    const registered = outputOf(registerApplication);
    if (registered) await graph.change(set(registered.objectId, lock));
    return undefined;
  },

  /** Only of an application that was adopted: any other is deleted. */
  async undo({ services: { graph }, outputOf, intent }) {
    const registered = outputOf(registerApplication);
    const application = registered && (await graph.applicationById(registered.objectId));
    if (application) await graph.change(set(application.id, Before.parse(intent ?? null)));
  },
});

const set = (objectId: string, servicePrincipalLockConfiguration: Lock) =>
  onGraph(message('lock-application.locks'), updateApplication(objectId, { servicePrincipalLockConfiguration }));
