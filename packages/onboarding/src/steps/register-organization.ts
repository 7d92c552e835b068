import { Problem } from '@vplus/contracts';
import type { Finding } from '@vplus/reconciler';
import * as z from 'zod';
import { organizationMark } from '../naming.ts';
import { findOrganization, holds } from '../organization.ts';
import { openSecret } from '../sealed-secret.ts';
import { addSecret } from './add-secret.ts';
import { registerApplication } from './register-application.ts';
import { step } from './step.ts';
import { verifyAccess } from './verify-access.ts';

const Output = z.object({ organizationGuid: z.string() });

/**
 * The tenant as an organization on the vPlus server, holding our credential. Whether it does cannot be read from
 * vPlus: what we handed over is remembered, and a credential that we cannot show to be there is handed over again.
 */
export const registerOrganization = step({
  id: 'register-organization',
  title: 'Register the organization on vPlus',
  undoTitle: 'Take the organization off vPlus',
  after: [verifyAccess.id, addSecret.id],
  output: Output,
  waitingFor: 'vPlus is taking the organization',
  budgetMs: 5 * 60_000,
  usualMs: 2_000,

  async find({ services, connection, outputOf }) {
    const registered = outputOf(registerApplication);
    const secret = outputOf(addSecret);
    const organization = await findOrganization(services, connection, registered?.appId);
    if (!organization) return { is: 'absent' };

    const { handedOver } = await services.recall();
    if (secret && handedOver?.keyId === secret.keyId && holds(organization, handedOver))
      return there(organization.guid, connection.vplusServer.name);
    return {
      is: 'partly',
      output: { organizationGuid: organization.guid },
      detail: 'vPlus knows the organization, but not this credential.',
      before: { organizationGuid: organization.guid },
    };
  },

  async make({ services, connection, outputOf }) {
    const registered = outputOf(registerApplication);
    const secret = outputOf(addSecret);
    const sealed = await openSecret(services.vault);
    if (!registered || !secret || sealed?.keyId !== secret.keyId)
      throw new Problem('unexpected', 'The new secret is not kept any longer. Try again: a new one will be added.');

    const input = {
      name: connection.tenantName,
      clientId: registered.appId,
      clientSecret: sealed.value,
      description: `Set up by the vPlus setup assistant ${organizationMark(connection)}`,
    };
    const present = await findOrganization(services, connection, registered.appId);
    if (present) await services.vplus.updateOrganization(present.guid, input);
    const organization =
      present ?? (await services.vplus.createOrganization({ ...input, tenantId: connection.tenantId }));

    const at = new Date(services.clock.now()).toISOString();
    await services.remember({
      handedOver: { keyId: secret.keyId, appId: registered.appId, organizationGuid: organization.guid, at },
    });
    return there(organization.guid, connection.vplusServer.name);
  },

  /**
   * Backups hang on an organization that was ever synchronized: it stays, and says that it is disconnected. So does one
   * that was there before us. Only whoever types its name has it deleted.
   */
  async undo({ services, connection, outputOf, intent }) {
    const { vplus, clock, undoChoice } = services;
    const organization = await findOrganization(services, connection, outputOf(registerApplication)?.appId);
    if (!organization) return;

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

const there = (organizationGuid: string, server: string): Finding<z.infer<typeof Output>> => ({
  is: 'there',
  output: { organizationGuid },
  facts: [{ label: 'Organization on vPlus', value: organizationGuid, kind: 'id' }],
  detail: `"${server}" has the organization and its credential.`,
});
