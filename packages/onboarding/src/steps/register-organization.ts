import { type OrganizationCredential, writePfx } from '@vplus/clients';
import { Problem } from '@vplus/contracts';
import type { StepContext } from '@vplus/reconciler';
import * as z from 'zod';
import { openCredentials } from '../credentials.ts';
import { handedOverBy, handOver, handOverStep, type ToHandOver } from '../hand-over.ts';
import { organizationMark } from '../naming.ts';
import { findOrganization, holds, lookForOrganization, takesCertificate } from '../organization.ts';
import { newPassword } from '../passwords.ts';
import type { Connection, Services } from '../ports.ts';
import { addCertificate } from './add-certificate.ts';
import { addSecret } from './add-secret.ts';
import { registerApplication } from './register-application.ts';
import { step } from './step.ts';
import { verifyAccess } from './verify-access.ts';

/**
 * The tenant as an organization on the vPlus server, holding our credentials. Whether it does cannot be read from
 * vPlus: what we handed over is remembered, and a credential that we cannot show to be there is handed over again.
 *
 * A person hands over where that was chosen, or where the server is not one that we can write to.
 */
export const registerOrganization = step({
  id: handOverStep,
  title: 'Register the organization on vPlus',
  undoTitle: 'Take the organization off vPlus',
  after: [verifyAccess.id, addSecret.id, addCertificate.id],
  /** null: on a server whose list we cannot read. */
  output: z.object({ organizationGuid: z.nullable(z.string()) }),
  waitingFor: 'vPlus is taking the organization',
  budgetMs: 5 * 60_000,
  usualMs: 2_000,

  async find(context) {
    const { services, connection, outputOf } = context;
    const registered = outputOf(registerApplication);
    const credentials = toHandOver(context);
    const organization = await lookForOrganization(services, connection, registered?.appId);
    const memory = await services.recall();
    const { handedOver } = memory;

    const complete = credentials?.every(({ keyId }) => handedOver?.keyIds.includes(keyId)) ?? false;
    if (handedOver && complete && registered?.appId === handedOver.appId) {
      const there =
        organization === 'unreadable' ? handedOver.organizationGuid === null : holds(organization, handedOver);
      if (there) return handedOverBy(handedOver, connection);
    }
    if (isByHand(context) || organization === 'unreadable') {
      if (!registered || !credentials) return { is: 'cannot-look', why: 'There is nothing to hand over yet' };
      return handOver({ services, connection, appId: registered.appId, credentials, organization, memory });
    }
    if (!organization) return { is: 'absent' };
    return {
      is: 'partly',
      output: { organizationGuid: organization.guid },
      detail: 'vPlus knows the organization, but not this credential.',
      before: { organizationGuid: organization.guid },
    };
  },

  async make(context) {
    const { services, connection, outputOf } = context;
    const registered = outputOf(registerApplication);
    const credentials = toHandOver(context);
    if (!registered || !credentials) return undefined;

    const { handedOver } = await services.recall();
    const keyIds = credentials.map(({ keyId }) => keyId);
    const present = await findOrganization(services, connection, registered.appId);
    const held = holds(present, handedOver) ? (handedOver?.keyIds ?? []) : [];
    const input = {
      name: connection.choices.organizationName ?? connection.tenantName,
      clientId: registered.appId,
      importSites: connection.choices.workloads.includes('sharepoint'),
      description: `Set up by the vPlus setup assistant ${organizationMark(connection)}`,
      ...(await valuesOf(
        services,
        keyIds.filter((keyId) => !held.includes(keyId)),
      )),
    };
    if (present) await services.vplus.updateOrganization(present.guid, input);
    const organization =
      present ?? (await services.vplus.createOrganization({ ...input, tenantId: connection.tenantId }));

    const at = new Date(services.clock.now()).toISOString();
    const now = { keyIds, appId: registered.appId, organizationGuid: organization.guid, at };
    await services.remember({ handedOver: now });
    return handedOverBy(now, connection);
  },

  /**
   * Backups hang on an organization that was ever synchronized: it stays, and says that it is disconnected. So does one
   * that was there before us. Only whoever types its name has it deleted.
   */
  async undo({ services, connection, outputOf, intent }) {
    const { vplus, clock, undoChoice } = services;
    const organization = await lookForOrganization(services, connection, outputOf(registerApplication)?.appId);
    if (!organization || organization === 'unreadable') return;

    const { guid, name, lastSynchronizedAt } = organization;
    const typed = undoChoice?.deleteOrganization;
    if (typed !== undefined && typed !== name)
      throw new Problem('organization-name-differs', `You typed "${typed}"; on vPlus it is called "${name}".`);
    const madeByUs = (intent ?? null) === null;
    if (typed !== undefined || (madeByUs && lastSynchronizedAt === null)) return vplus.deleteOrganization(guid);
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    await vplus.updateOrganization(guid, { description: `Disconnected ${day} ${organizationMark(connection)}` });
  },
});

type Context = StepContext<Services, Connection>;

/** A certificate alone, for a server that has no field for it, is entered by nobody but a person. */
const isByHand = ({ services, connection: { choices } }: Context): boolean =>
  choices.registration === 'hand-over' || (choices.credential.kind === 'certificate' && !takesCertificate(services));

/** What vPlus is to hold; undefined while one of the planned credentials does not exist. */
function toHandOver(context: Context): ToHandOver[] | undefined {
  const { kind } = context.connection.choices.credential;
  const withSecret = kind !== 'certificate';
  const withCertificate = kind === 'certificate' || (kind === 'both' && takesCertificate(context.services));
  const secret = context.outputOf(addSecret);
  const certificate = context.outputOf(addCertificate);
  if ((withSecret && !secret) || (withCertificate && !certificate)) return undefined;
  return [
    ...(withSecret && secret ? [{ what: 'client-secret' as const, keyId: secret.keyId }] : []),
    ...(withCertificate && certificate ? [{ what: 'certificate' as const, keyId: certificate.keyId }] : []),
  ];
}

async function valuesOf({ vault }: Services, keyIds: string[]): Promise<OrganizationCredential> {
  const sealed = (await openCredentials(vault, keyIds)) ?? {};
  if (Object.keys(sealed).length < keyIds.length)
    throw new Problem('unexpected', 'The new credential is not kept any longer. Try again: a new one will be added.');
  const { secret, certificate } = sealed;
  const password = newPassword();
  return {
    ...(secret ? { clientSecret: secret.value } : {}),
    ...(certificate ? { certificate: { pfx: writePfx(certificate, { password, name: 'vPlus' }), password } } : {}),
  };
}
