import { type ApplicationChange, updateApplication } from '@vplus/clients';
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
const spreading = 'Microsoft is still replicating the lock';

/**
 * Nobody adds a credential to the enterprise application, where it would be overlooked: those of the registration are
 * the only ones. What registers it locks it too, so that this step writes only where the lock is not as it should be.
 * https://learn.microsoft.com/graph/api/resources/serviceprincipallockconfiguration
 */
export const lockApplication = step({
  id: 'lock-application',
  title: 'Lock the credentials of the enterprise application',
  undoTitle: 'Restore the lock of the adopted application',
  after: [registerApplication.id],
  output: z.object({}),
  waitingFor: spreading,
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,
  needs: { role: registering, scopes: [applicationScope] },
  plan: {
    words: () => ({ make: 'Nobody can add credentials to the enterprise application: its properties are locked.' }),
    action: () => 'check',
  },
  changes: ({ application, finding }) => (application && finding.is === 'partly' ? [set(application.id, lock)] : []),
  byHand: byScript(() => 'The script locks the credentials of the enterprise application.'),
  scripts: {
    // The others send the whole body of the application, which has the lock.
    terraform: {
      notes: () => [
        'The provider cannot lock the application. After the apply turn the lock on, for all properties: Microsoft Entra',
        'admin center, App registrations, the application, Authentication, App instance property lock.',
      ],
      resource: () => '',
    },
  },
  vendorSteps: [],
  isUndone: ({ adoptApplication }) => adoptApplication !== null,

  async find({ services: { graph }, outputOf }) {
    const registered = outputOf(registerApplication);
    if (!registered) return { is: 'cannot-look', why: 'The application does not exist yet' };

    const application = await graph.applicationById(registered.objectId);
    if (!application) return { is: 'under-way', detail: 'Microsoft is still replicating the new application' };
    const before = application.servicePrincipalLockConfiguration;
    return before?.isEnabled && before.allProperties
      ? { is: 'there', output: {}, detail: 'Nobody can add credentials to the enterprise application.' }
      : {
          is: 'partly',
          detail: 'Credentials could be added to the enterprise application: it is not locked.',
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
  onGraph(
    'Locks the credentials of its service principals',
    updateApplication(objectId, { servicePrincipalLockConfiguration }),
  );
