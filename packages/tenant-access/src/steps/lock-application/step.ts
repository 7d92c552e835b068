import { type GraphApplication, RemoteError, updateApplication } from '@vplus/clients';
import { message } from '@vplus/messages';
import * as z from 'zod';
import { registering } from '#assistant/roles.ts';
import { applicationScope } from '#assistant/scopes.ts';
import { onGraph } from '#steps/change.ts';
import { byScript } from '../by-hand-way.ts';
import { replicationBudgetMs, step } from '../define-step.ts';
import { rememberLock } from '../register-application/adoption.ts';
import { lock } from '../register-application/application.ts';
import { registerApplication } from '../register-application/step.ts';

type Lock = GraphApplication['servicePrincipalLockConfiguration'];

/** All of them together lock what `allProperties` locks. */
const parts = ['credentialsWithUsageVerify', 'credentialsWithUsageSign', 'tokenEncryptionKeyId'];
const isLocked = (now: Lock): boolean =>
  now?.isEnabled === true && (now.allProperties === true || parts.every((part) => now[part] === true));

/**
 * Nobody adds a credential to the enterprise application, where it would be overlooked: those of the registration are
 * the only ones. What registers it locks it too, so that this step writes only where the lock is not as it should be.
 * An adopted application gets back what it had with all else that is noted of it.
 * https://learn.microsoft.com/graph/api/resources/serviceprincipallockconfiguration
 */
export const lockApplication = step({
  id: 'lock-application',
  title: message('lock-application.title'),
  after: [registerApplication.id],
  output: z.object({}),
  waitingFor: message('lock-application.waiting'),
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,
  needs: { role: registering, scopes: [applicationScope] },
  plan: {
    words: ({ connection }) => ({
      make: message(
        connection.choices.adoptApplication === null ? 'lock-application.plan' : 'lock-application.plan-adopted',
      ),
    }),
    action: () => 'check',
  },
  changes: ({ application, finding }) => (application && finding.is === 'partly' ? [set(application.id)] : []),
  byHand: byScript(() => message('lock-application.plan-by-hand')),
  scripts: {
    // The others send the whole body of the application, which has the lock.
    terraform: {
      notes: () => [message('lock-application.terraform')],
      resource: () => '',
    },
  },
  vendorSteps: [],
  finds: 'lock-off',

  async find({ services: { graph, recall }, connection, outputOf }) {
    const registered = outputOf(registerApplication);
    if (!registered) return { is: 'cannot-look', why: message('lock-application.no-application') };

    const application = await graph.applicationById(registered.objectId);
    if (!application) return { is: 'cannot-look', why: message('register-application.waiting') };
    const { locked } = await recall();
    if (isLocked(application.servicePrincipalLockConfiguration))
      return {
        is: 'there',
        output: {},
        detail: message('lock-application.locked'),
        ...(locked === application.id ? {} : { learned: { memory: { locked: application.id } } }),
      };
    // Terraform cannot set it, and backups do not need it: nobody has to wait for it.
    if (connection.choices.writes === 'by-hand')
      return { is: 'there', output: {}, attention: byHand, concerns: [{ kind: 'lock-never-set', what: byHand }] };
    const detail = message('lock-application.not-locked');
    // What this connection never saw locked, nobody switched off.
    const isNew = locked !== application.id;
    return {
      is: 'partly',
      detail,
      isNew,
      concerns: [{ kind: isNew ? 'lock-never-set' : 'lock-off', what: detail }],
    };
  },

  async make({ services, outputOf }) {
    const registered = outputOf(registerApplication);
    const application = registered && (await services.graph.applicationById(registered.objectId));
    if (!application || isLocked(application.servicePrincipalLockConfiguration)) return undefined;
    await rememberLock(services, application);
    try {
      await services.graph.change(set(application.id));
    } catch (error) {
      if (!(error instanceof RemoteError) || error.fields.status !== 400) throw error;
      // Backups do not need it: a tenant is not left unconnected for it.
      const said = (error.fields.remoteMessage ?? 'HTTP 400').replace(/\.$/, '');
      return { is: 'there', output: {}, attention: message('lock-application.refused', { said }) };
    }
    return undefined;
  },
});

const byHand = message('lock-application.by-hand');

const set = (objectId: string) =>
  onGraph(message('lock-application.locks'), updateApplication(objectId, { servicePrincipalLockConfiguration: lock }));
