import { createCertificate, type GraphApplication, type KeyCredential, replaceKeyCredentials } from '@vplus/clients';
import type { UnwordedFact } from '@vplus/contracts';
import { message, sentences } from '@vplus/messages';
import type { Finding, Observation } from '@vplus/reconciler';
import * as z from 'zod';
import { credentialName, credentialPrefix } from '#application/naming.ts';
import { registering } from '#assistant/roles.ts';
import { applicationScope } from '#assistant/scopes.ts';
import { endOf, isAlive } from '#credential/lifetime.ts';
import { isReplaced, replacedIn } from '#credential/replaced.ts';
import {
  certificatePurpose,
  certificateText,
  openCertificate,
  type SealedCertificate,
} from '#credential/sealed-certificate.ts';
import { isCheckDue, isLost, whereaboutsOf } from '#credential/whereabouts.ts';
import { takesCertificate } from '#organization/organization.ts';
import type { Connection, Learned, Memory } from '#ports.ts';
import { onGraph } from '#steps/change.ts';
import { isYoung, removedMeanwhile } from '#steps/removed-meanwhile.ts';
import * as removal from '#steps/undoing.ts';
import { byScript } from '../by-hand-way.ts';
import { dayMs, replicationBudgetMs, step } from '../define-step.ts';
import { exemptionSpreads } from '../exempt-application/spreading.ts';
import { exemptApplication } from '../exempt-application/step.ts';
import { registerApplication } from '../register-application/step.ts';
import { scripts } from './scripts.ts';

const Output = z.object({
  keyId: z.string(),
  /** SHA-256, hex. */
  thumbprint: z.nullable(z.string()),
  expiresAt: z.string(),
  /** null: not of this run. */
  addedAt: z.nullable(z.string()),
});

/**
 * One live certificate whose private key somebody has: SharePoint's own interface accepts nothing else from an
 * application. The key is made here and sealed before Microsoft hears of the certificate, so a lost answer loses
 * nothing: writing it again writes the same.
 *
 * The list of certificates is replaced as a whole, so what others added is read first and sent back as it was.
 * https://learn.microsoft.com/graph/applications-how-to-add-certificate
 */
export const addCertificate = step({
  id: 'add-certificate',
  title: message('add-certificate.title'),
  undoTitle: message('add-certificate.undo-title'),
  after: [registerApplication.id, exemptApplication.id],
  output: Output,
  waitingFor: message('add-certificate.waiting'),
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,
  needs: { role: registering, scopes: [applicationScope] },
  plan: {
    words: ({ connection: { choices } }) => {
      const added = message('add-certificate.plan', { days: choices.credential.days });
      return {
        make: replacedIn(choices).length > 0 ? sentences(added, message('remove-replaced.stays-meanwhile')) : added,
      };
    },
  },
  changes: ({ connection, application, memory }) => [
    onGraph(
      message('add-certificate.adds'),
      replaceKeyCredentials(application?.id ?? '{id}', [
        // The public key of each is sent as well; nothing that is shown has one.
        ...certificatesToStay(application, connection, memory).map(({ key: _, ...shown }) => shown),
        {
          keyId: '{keyId}',
          type: 'AsymmetricX509Cert',
          usage: 'Verify',
          displayName: '{name}',
          startDateTime: '{now}',
          endDateTime: `{in ${connection.choices.credential.days} days}`,
        },
      ]),
    ),
  ],
  byHand: byScript(),
  scripts,
  vendorSteps: [8, 9, 10],
  finds: 'certificate-missing',
  isChosen: ({ credential, writes }) => writes !== 'by-hand' && credential.kind !== 'secret',
  credential: 'certificate',
  async undoes({ services: { graph }, connection, outputOf }) {
    const registered = outputOf(registerApplication);
    const application = registered ? await graph.applicationById(registered.objectId) : null;
    const count = ownCertificates(application, connection).length;
    if (!application || count === 0)
      return removal.unseen(message('add-certificate.undo-unseen'), {
        ...removing(registered?.objectId ?? '{id}', []),
        body: { keyCredentials: '{those of others}' },
      });
    // The public key of each is sent as well; nothing that is shown has one.
    const kept = foreignCertificates(application, connection).map(({ key: _, ...shown }) => shown);
    const words = message('add-certificate.undo-plan', { count, others: kept.length });
    return removal.removes(words, removing(application.id, kept));
  },
  takesAlong: ['certificate'],
  waitsOut: exemptionSpreads,

  async find(context) {
    const { services, connection, outputOf } = context;
    const registered = outputOf(registerApplication);
    if (!registered) return { is: 'cannot-look', why: message('register-application.not-there-yet') };

    const [application, memory, sealed] = await Promise.all([
      services.graph.applicationById(registered.objectId),
      services.recall(),
      openCertificate(services.vault),
    ]);
    const now = services.clock.now();
    const live = (one: KeyCredential) =>
      one.keyId != null && one.keyId !== memory.refusedKeyId && !isReplaced(connection, one.keyId) && isAlive(one, now);
    const ours = ownCertificates(application, connection).filter(live);
    const own = sealed && ours.find(({ keyId, key }) => keyId === sealed.keyId || key === sealed.base64);
    if (sealed && own?.keyId && !isLost(memory, own.keyId))
      return there(sealed, { keyId: own.keyId, addedAt: own.startDateTime }, connection, memory);

    const other = ours.find(({ keyId }) => memory.handedOver?.keyIds.includes(keyId ?? '')) ?? ours[0];
    const whereabouts =
      other?.keyId && !isCheckDue(memory)
        ? await whereaboutsOf(services, connection, registered.appId, other.keyId)
        : undefined;
    if (other?.keyId && whereabouts?.isElsewhere)
      return found(
        { keyId: other.keyId, thumbprint: null, expiresAt: endOf(other), addedAt: null },
        connection,
        memory,
      );
    if (!other) return { is: 'absent' };
    const instead = whereabouts?.isElsewhere === false ? whereabouts.instead : undefined;
    return {
      is: 'partly',
      detail: message('add-certificate.key-lost'),
      ...(instead ? { concerns: [instead] } : {}),
    };
  },

  async make(context) {
    const { services, connection, outputOf } = context;
    const registered = outputOf(registerApplication);
    if (!registered) return undefined;

    const { graph, vault, clock, newId } = services;
    const now = clock.now();
    let certificate = await openCertificate(vault);
    const memory = await services.recall();
    const spoiled =
      certificate?.keyId === memory.refusedKeyId ||
      isLost(memory, certificate?.keyId) ||
      isReplaced(connection, certificate?.keyId);
    if (!certificate || spoiled || Date.parse(certificate.notAfter) <= now) {
      // X.509 knows no fractions of a second, and policies measure the life to the second.
      const notBefore = new Date(Math.floor(now / 1000) * 1000);
      const notAfter = new Date(notBefore.getTime() + connection.choices.credential.days * dayMs);
      const commonName = `${connection.choices.applicationName} (${connection.tenantName})`;
      certificate = { keyId: newId(), ...(await createCertificate({ commonName, notBefore, notAfter })) };
      await vault.seal(certificatePurpose, certificateText(certificate));
    }
    const { keyId } = certificate;
    // Before the write: a lost answer must not lose the offer of what can be shown only once.
    if (!takesCertificate(services)) await services.remember({ offeredCertificate: { keyId, until: now + dayMs } });
    const application = await graph.applicationById(registered.objectId);
    await graph.replaceKeyCredentials(registered.objectId, [
      ...certificatesToStay(application, connection, memory).filter((one) => one.keyId !== keyId),
      keyCredentialOf(certificate, connection),
    ]);
    return undefined;
  },

  /** The application is shown without it, although it had the time to show. */
  async lost({ services: { graph, clock }, outputOf }) {
    const registered = outputOf(registerApplication);
    const made = outputOf({ id: 'add-certificate', output: Output });
    const application = registered && made ? await graph.applicationById(registered.objectId) : null;
    if (!application || !made || isYoung(made.addedAt, clock.now())) return null;
    const listed = application.keyCredentials.some(({ keyId }) => keyId === made.keyId);
    return listed ? null : removedMeanwhile(message('add-certificate.not-listed'));
  },

  async undo({ services: { graph, vault }, connection, outputOf }) {
    const registered = outputOf(registerApplication);
    const application = registered ? await graph.applicationById(registered.objectId) : null;
    if (application && ownCertificates(application, connection).length > 0)
      await graph.change(removing(application.id, foreignCertificates(application, connection)));
    await vault.wipe(certificatePurpose);
  },
});

/** `kept`: those that others added, with the public key of each. */
const removing = (objectId: string, kept: KeyCredential[]) =>
  onGraph(message('add-certificate.undo-title'), replaceKeyCredentials(objectId, kept));

/** What vPlus signs in with stays until it has the new one: the step that removes leftovers comes after. */
const certificatesToStay = (application: GraphApplication | null, connection: Connection, { handedOver }: Memory) =>
  (application?.keyCredentials ?? []).filter(
    (one) =>
      !isOwn(one, connection) || handedOver?.keyIds.includes(one.keyId ?? '') || isReplaced(connection, one.keyId),
  );

const isOwn = ({ displayName }: KeyCredential, connection: Connection): boolean =>
  displayName?.startsWith(credentialPrefix(connection)) ?? false;

/** Certificates that an assistant of this connection added, in any run. */
export const ownCertificates = (application: GraphApplication | null, connection: Connection): KeyCredential[] =>
  (application?.keyCredentials ?? []).filter((one) => isOwn(one, connection));

export const foreignCertificates = (application: GraphApplication | null, connection: Connection): KeyCredential[] =>
  (application?.keyCredentials ?? []).filter((one) => !isOwn(one, connection));

const keyCredentialOf = (
  { keyId, base64, notBefore, notAfter }: SealedCertificate,
  connection: Connection,
): KeyCredential => ({
  keyId,
  type: 'AsymmetricX509Cert',
  usage: 'Verify',
  key: base64,
  displayName: credentialName(connection, notBefore),
  startDateTime: notBefore,
  endDateTime: notAfter,
});

/** We propose a key id; should Microsoft choose another one, the certificate goes under that from now on. */
function there(
  sealed: SealedCertificate,
  { keyId, addedAt }: { keyId: string; addedAt: string | null },
  connection: Connection,
  memory: Memory,
): Observation<z.infer<typeof Output>, Learned> {
  const { thumbprintSha256: thumbprint, notAfter: expiresAt } = sealed;
  const output = { keyId, thumbprint, expiresAt, addedAt };
  if (keyId === sealed.keyId) return found(output, connection, memory);

  const vault = { [certificatePurpose]: certificateText({ ...sealed, keyId }) };
  const { offeredCertificate } = memory;
  if (offeredCertificate?.keyId !== sealed.keyId) return { ...found(output, connection, memory), learned: { vault } };
  const renamed = { offeredCertificate: { ...offeredCertificate, keyId } };
  return { ...found(output, connection, { ...memory, ...renamed }), learned: { vault, memory: renamed } };
}

function found(
  output: z.infer<typeof Output>,
  connection: Connection,
  memory: Memory,
): Finding<z.infer<typeof Output>> {
  const open =
    connection.choices.credential.kind === 'both' &&
    memory.offeredCertificate?.keyId === output.keyId &&
    !memory[`revealed:${output.keyId}`];
  const { thumbprint: value } = output;
  const thumbprint: UnwordedFact[] = value
    ? [{ key: 'certificate-thumbprint', label: message('add-certificate.thumbprint'), value, kind: 'id' }]
    : [];
  return {
    is: 'there',
    output,
    facts: [
      { key: 'certificate-id', label: message('add-certificate.id'), value: output.keyId, kind: 'id' },
      ...thumbprint,
      {
        key: 'certificate-expires',
        label: message('add-certificate.expires'),
        value: output.expiresAt,
        kind: 'instant',
      },
    ],
    ...(open ? offer(connection) : {}),
  };
}

/** The server has no field for it: it is of use to nobody unless a person takes it. */
function offer({ vplusServer }: Connection) {
  const text = message('add-certificate.offer', { server: vplusServer.name });
  return {
    attention: text,
    concerns: [],
    ask: { kind: 'task' as const, text, reveal: ['certificate' as const], answers: [] },
  };
}
