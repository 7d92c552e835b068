import { addPassword, type GraphApplication, RemoteError, removePassword } from '@vplus/clients';
import { message, sentences } from '@vplus/messages';
import type { Finding } from '@vplus/reconciler';
import * as z from 'zod';
import { credentialName, credentialPrefix } from '#application/naming.ts';
import { registering } from '#assistant/roles.ts';
import { applicationScope } from '#assistant/scopes.ts';
import { endOf, isAlive } from '#credential/lifetime.ts';
import { isReplaced, replacedIn } from '#credential/replaced.ts';
import { openSecret, secretText as sealedText, secretPurpose } from '#credential/sealed-secret.ts';
import { isCheckDue, isLost, whereaboutsOf } from '#credential/whereabouts.ts';
import type { Connection, Memory } from '#ports.ts';
import { onGraph } from '#steps/change.ts';
import { isYoung, removedMeanwhile } from '#steps/removed-meanwhile.ts';
import type { Undoing } from '#steps/undoing.ts';
import * as removal from '#steps/undoing.ts';
import { dayMs, replicationBudgetMs, step } from '../define-step.ts';
import { exemptionSpreads } from '../exempt-application/spreading.ts';
import { exemptApplication } from '../exempt-application/step.ts';
import { registerApplication } from '../register-application/step.ts';
import { secretByHand } from './by-hand.ts';
import { scripts } from './scripts.ts';

const Output = z.object({
  keyId: z.string(),
  expiresAt: z.string(),
  /** Under which purpose this run's vault has the value; null: only vPlus has it. */
  secretRef: z.nullable(z.string()),
  /** null: not of this run. */
  addedAt: z.nullable(z.string()),
});

/**
 * One live secret that somebody can use: the one that the organization on vPlus holds, or one of this run whose
 * value is sealed. Microsoft shows a value only once, so a secret of ours whose value is lost is removed, and a new
 * one is sealed in the same breath as it is made: the answer is the proof.
 * https://learn.microsoft.com/graph/api/application-addpassword
 */
export const addSecret = step({
  id: 'add-secret',
  title: message('add-secret.title'),
  undoTitle: message('add-secret.undo-title'),
  after: [registerApplication.id, exemptApplication.id],
  output: Output,
  waitingFor: message('add-secret.waiting'),
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,
  needs: { role: registering, scopes: [applicationScope] },
  plan: {
    words: ({ connection: { choices } }) => {
      const { days } = choices.credential;
      const added = message(choices.registration === 'hand-over' ? 'add-secret.plan-shown' : 'add-secret.plan-sent', {
        days,
      });
      return {
        make: replacedIn(choices).length > 0 ? sentences(added, message('remove-replaced.stays-meanwhile')) : added,
      };
    },
  },
  changes({ connection, application, finding, memory }) {
    const id = application?.id ?? '{id}';
    const lost = finding.is === 'partly' ? secretsToGo(application, connection, memory) : [];
    const place = { displayName: '{name}', endDateTime: `{in ${connection.choices.credential.days} days}` };
    return [
      ...lost.map((keyId) => onGraph(message('add-secret.removes-lost'), removePassword(id, keyId))),
      onGraph(message('add-secret.adds'), addPassword(id, place)),
    ];
  },
  async undoes(undoing) {
    const { objectId, keyIds } = await secretsOf(undoing);
    if (!objectId || keyIds.length === 0)
      return removal.unseen(message('add-secret.undo-unseen'), removing(objectId ?? '{id}', '{keyId}'));
    const words = message('add-secret.undo-plan', { count: keyIds.length });
    return removal.removes(words, ...keyIds.map((keyId) => removing(objectId, keyId)));
  },
  byHand: secretByHand,
  scripts,
  vendorSteps: [8, 9, 10],
  finds: 'secret-missing',
  // Whoever writes by hand makes a secret and hands it in: a private key has no way here.
  isChosen: ({ credential, writes }) => writes === 'by-hand' || credential.kind !== 'certificate',
  credential: 'secret',
  takesAlong: ['secret'],
  waitsOut: exemptionSpreads,

  async find({ services, connection, outputOf }) {
    const registered = outputOf(registerApplication);
    if (!registered) return { is: 'cannot-look', why: message('register-application.not-there-yet') };

    const [application, memory, sealed] = await Promise.all([
      services.graph.applicationById(registered.objectId),
      services.recall(),
      openSecret(services.vault),
    ]);
    const live = (keyId: string | undefined) =>
      application?.passwordCredentials.find(
        (one) =>
          one.keyId === keyId &&
          keyId !== memory.refusedKeyId &&
          !isReplaced(connection, keyId) &&
          isAlive(one, services.clock.now()),
      );
    const lost = isLost(memory, sealed?.keyId);
    const own = live(sealed?.keyId);
    if (own && !lost)
      return there({
        keyId: own.keyId,
        expiresAt: endOf(own),
        secretRef: secretPurpose,
        addedAt: own.startDateTime ?? null,
      });

    // A replica that is behind does not show what was answered for a moment ago; another one would be a second secret.
    const { keyId, addedAt, expiresAt } = sealed ?? {};
    if (
      keyId &&
      keyId !== memory.refusedKeyId &&
      !isReplaced(connection, keyId) &&
      !lost &&
      addedAt &&
      expiresAt &&
      isYoung(addedAt, services.clock.now())
    )
      return there({ keyId, expiresAt, secretRef: secretPurpose, addedAt });

    if (!isCheckDue(memory)) {
      const others = ownSecrets(application, connection).filter(({ keyId }) => live(keyId));
      const other = others.find(({ keyId }) => memory.handedOver?.keyIds.includes(keyId)) ?? others[0];
      const whereabouts = other && (await whereaboutsOf(services, connection, registered.appId, other.keyId));
      if (other && whereabouts?.isElsewhere)
        return there({ keyId: other.keyId, expiresAt: endOf(other), secretRef: null, addedAt: null });
      if (whereabouts && !whereabouts.isElsewhere && whereabouts.instead)
        return { is: 'partly', detail: message('add-secret.value-lost'), concerns: [whereabouts.instead] };
    }
    if (ownSecrets(application, connection).some(({ keyId }) => !isReplaced(connection, keyId)))
      return { is: 'partly', detail: message('add-secret.value-lost') };
    const asked = memory.secretAskedAt;
    if (asked && asked !== addedAt && isYoung(asked, services.clock.now()))
      return { is: 'under-way', detail: message('add-secret.looking') };
    return { is: 'absent' };
  },

  async make({ services, connection, outputOf }, found) {
    const registered = outputOf(registerApplication);
    if (!registered) return undefined;

    const { graph, vault, clock } = services;
    // The look just before saw none of ours where it found nothing.
    const application = found.is === 'absent' ? null : await graph.applicationById(registered.objectId);
    for (const keyId of secretsToGo(application, connection, await services.recall()))
      await graph.removePassword(registered.objectId, keyId);

    const now = clock.now();
    const addedAt = new Date(now).toISOString();
    await services.remember({ secretAskedAt: addedAt });
    const add = (days: number) =>
      graph.addPassword(registered.objectId, {
        displayName: credentialName(connection, addedAt),
        endDateTime: new Date(now + days * dayMs).toISOString(),
      });
    const { days } = connection.choices.credential;
    // An exemption that is still spreading is waited for: a shorter life would be for good.
    const adding = connection.choices.credentialPolicy === 'exempt' ? add(days) : asLongAsAllowed(days, add);
    const { keyId, secretText, endDateTime } = await adding.catch(async (error: unknown) => {
      if (error instanceof RemoteError && error.effect === 'none') await services.remember({ secretAskedAt: null });
      throw error;
    });
    const expiresAt = endOf({ endDateTime });
    await vault.seal(secretPurpose, sealedText({ keyId, value: secretText, addedAt, expiresAt }));
    await services.remember({ secretAskedAt: null });
    return there({ keyId, expiresAt, secretRef: secretPurpose, addedAt });
  },

  /** The application is shown without it, although it had the time to show. */
  async lost({ services: { graph, clock }, outputOf }) {
    const registered = outputOf(registerApplication);
    const made = outputOf({ id: 'add-secret', output: Output });
    const application = registered && made ? await graph.applicationById(registered.objectId) : null;
    if (!application || !made || isYoung(made.addedAt, clock.now())) return null;
    const listed = application.passwordCredentials.some(({ keyId }) => keyId === made.keyId);
    return listed ? null : removedMeanwhile(message('add-secret.not-listed'));
  },

  async undo(context) {
    const { graph, vault, remember } = context.services;
    const { objectId, keyIds } = await secretsOf(context);
    if (objectId) for (const keyId of keyIds) await graph.change(removing(objectId, keyId));
    await vault.wipe(secretPurpose);
    await remember({ secretAskedAt: null });
  },
});

const removing = (objectId: string, keyId: string) =>
  onGraph(message('add-secret.undo-title'), removePassword(objectId, keyId));

/** All of this assistant: the one that a look saw, and those that the application lists. */
async function secretsOf({ services: { graph }, connection, outputOf }: Undoing) {
  const registered = outputOf(registerApplication);
  if (!registered) return { keyIds: [] };
  const { objectId } = registered;
  const known = outputOf({ id: 'add-secret', output: Output })?.keyId;
  const listed = ownSecrets(await graph.applicationById(objectId), connection).map(({ keyId }) => keyId);
  return { objectId, keyIds: [...new Set(known ? [known, ...listed] : listed)] };
}

/** What vPlus signs in with stays until it has the new one: the step that removes leftovers comes after. */
const secretsToGo = (application: GraphApplication | null, connection: Connection, { handedOver }: Memory): string[] =>
  ownSecrets(application, connection).flatMap(({ keyId }) =>
    handedOver?.keyIds.includes(keyId) || isReplaced(connection, keyId) ? [] : [keyId],
  );

/** Lives that policies of organizations commonly allow, in days. */
const commonDays = [365, 180, 90, 60, 30, 14, 7, 1];

/**
 * Where a policy caps the life of secrets and nobody here may read it, the plan asks for too long a life: then the
 * longest common one that Microsoft takes. Throws the first refusal where it takes none.
 */
async function asLongAsAllowed<T>(days: number, add: (days: number) => Promise<T>): Promise<T> {
  let refusal: unknown;
  for (const tried of [days, ...commonDays.filter((shorter) => shorter < days)])
    try {
      return await add(tried);
    } catch (error) {
      if (!isTooLong(error)) throw error;
      refusal ??= error;
    }
  throw refusal;
}

const isTooLong = (error: unknown): boolean =>
  error instanceof RemoteError && error.fields.code === 'CredentialInvalidLifetimeAsPerAppPolicy';

/** Secrets that an assistant of this connection added, in any run. */
export const ownSecrets = (application: GraphApplication | null, connection: Connection) =>
  (application?.passwordCredentials ?? []).filter(({ displayName }) =>
    displayName?.startsWith(credentialPrefix(connection)),
  );

const there = (output: z.infer<typeof Output>): Finding<z.infer<typeof Output>> => ({
  is: 'there',
  output,
  facts: [
    { key: 'secret-id', label: message('add-secret.id'), value: output.keyId, kind: 'id' },
    { key: 'secret-expires', label: message('add-secret.expires'), value: output.expiresAt, kind: 'instant' },
  ],
});
