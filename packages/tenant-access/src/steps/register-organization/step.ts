import { type OrganizationCredential, writePfx } from '@vplus/clients';
import { Problem } from '@vplus/contracts';
import { message, sentences, type Words } from '@vplus/messages';
import type { StepContext, Watch } from '@vplus/reconciler';
import * as z from 'zod';
import { reading } from '#assistant/roles.ts';
import { newPassword } from '#credential/passwords.ts';
import { isReplaced, replacing } from '#credential/replaced.ts';
import { handOverStep } from '#credential/whereabouts.ts';
import {
  differenceOf,
  hasSpareCertificate,
  holds,
  lookForOrganization,
  takesCertificate,
} from '#organization/organization.ts';
import { refusalSince } from '#organization/refusal-since.ts';
import { markOf, neverSynchronized } from '#organization/synchronized-since.ts';
import type { Connection, OpenVault, Readers } from '#ports.ts';
import { openCredentials } from '#steps/credentials.ts';
import { addCertificate } from '../add-certificate/step.ts';
import { addSecret } from '../add-secret/step.ts';
import { step } from '../define-step.ts';
import { registerApplication } from '../register-application/step.ts';
import { verifyAccess } from '../verify-access/step.ts';
import { changes, disconnected, wantedOrganization } from './changes.ts';
import { acceptHandOver, certificateIn, handedOverBy, handOver, type Standing, type ToHandOver } from './hand-over.ts';
import { planWords } from './plan-words.ts';
import { removalOf, whyDeleted } from './removal.ts';

/**
 * The tenant as an organization on the vPlus server, holding our credentials. Whether it does cannot be read from
 * vPlus: what we handed over is remembered, and a credential that we cannot show to be there is handed over again.
 *
 * A person hands over where that was chosen, or where the server is not one that we can write to.
 */
export const registerOrganization = step({
  id: handOverStep,
  title: message('register-organization.title'),
  undoTitle: message('register-organization.undo-title'),
  after: [verifyAccess.id, addSecret.id, addCertificate.id],
  /** null: on a server whose list we cannot read. */
  output: z.object({ organizationGuid: z.nullable(z.string()) }),
  waitingFor: message('register-organization.waiting'),
  budgetMs: 5 * 60_000,
  usualMs: 2_000,
  needs: { role: reading, scopes: [] },
  plan: { words: planWords, action: ({ registration }) => (registration === 'hand-over' ? 'ask' : 'make') },
  changes,
  undoes: (undoing) => removalOf(undoing, undoing.outputOf(registerApplication)?.appId),
  byHand: 'as-ever',
  vendorSteps: [7, 10],
  finds: 'organization-gone',
  takesAlong: ['organization'],

  async find(context) {
    const { services, connection, outputOf, signal } = context;
    const registered = outputOf(registerApplication);
    const credentials = toHandOver(context);
    const organization = await lookForOrganization(services, connection, registered?.appId, signal);
    const memory = await services.recall();
    const { handedOver } = memory;
    const server = connection.vplusServer.name;

    const complete = credentials?.every(({ keyId }) => handedOver?.keyIds.includes(keyId)) ?? false;
    const isOurs = handedOver && registered?.appId === handedOver.appId;
    if (isOurs && complete && organization === 'unreadable' && handedOver.organizationGuid === null)
      return handedOverBy(handedOver, connection);
    let trouble: Words | undefined;
    if (isOurs && organization !== 'unreadable' && holds(organization, handedOver)) {
      const output = { organizationGuid: organization.guid };
      const spare = complete && hasSpareCertificate(handedOver, keyIdsOf(credentials), connection);
      const refused = (await refusalSince(services, organization, handedOver)) ?? undefined;
      const difference = complete && !refused ? differenceOf(organization, connection) : undefined;
      trouble = refused ?? difference;
      if (complete && !trouble && spare && takesCertificate(services) && !isByHand(context))
        trouble = message('register-organization.certificate-goes', { server });
      if (complete && !trouble) {
        const handed = handedOverBy(handedOver, connection);
        return spare && handed.is === 'there' ? { ...handed, ...spareCertificate(server) } : handed;
      }
      if (trouble && !isByHand(context))
        return {
          is: 'partly',
          output,
          detail: trouble,
          before: output,
          concerns: [
            {
              kind: refused
                ? 'organization-sign-in-refused'
                : difference
                  ? 'organization-imports-less'
                  : 'organization-spare-certificate',
              what: trouble,
            },
          ],
        };
      if (difference) {
        const text = sentences(difference, message('register-organization.switch-on'));
        return {
          is: 'needs-you',
          output,
          ask: { kind: 'task', text, answers: ['check-again'] },
          concerns: [{ kind: 'organization-imports-less', what: difference }],
        };
      }
    }
    if (isByHand(context) || organization === 'unreadable') {
      if (!registered || !credentials) return { is: 'cannot-look', why: message('register-organization.nothing-yet') };
      return handOver(
        standingOf(context, {
          appId: registered.appId,
          credentials,
          organization,
          memory,
          ...(trouble ? { trouble } : {}),
        }),
      );
    }
    if (!organization)
      return {
        is: 'absent',
        ...(handedOver?.organizationGuid ? { detail: message('register-organization.gone', { server }) } : {}),
      };
    const isOther = registered !== undefined && organization.clientId !== registered.appId;
    const replaces = handedOver?.keyIds.some((keyId) => isReplaced(connection, keyId)) ?? false;
    const detail = message(
      isOther
        ? 'register-organization.other-application'
        : replaces
          ? 'register-organization.gets-new-credential'
          : 'register-organization.other-credential',
      { server },
    );
    return {
      is: 'partly',
      output: { organizationGuid: organization.guid },
      detail,
      before: { organizationGuid: organization.guid },
      concerns: [{ kind: isOther ? 'organization-other-application' : 'organization-other-credential', what: detail }],
    };
  },

  async make(context, found) {
    const { services, connection, outputOf, signal } = context;
    const registered = outputOf(registerApplication);
    const credentials = toHandOver(context);
    if (!registered || !credentials) return undefined;

    const { appId } = registered;
    const memory = await services.recall();
    // The look just before saw that there is none.
    const organization = found.is === 'absent' ? null : await lookForOrganization(services, connection, appId, signal);
    if (isByHand(context) || organization === 'unreadable')
      return acceptHandOver(standingOf(context, { appId, credentials, organization, memory }));

    const { handedOver } = memory;
    const keyIds = keyIdsOf(credentials);
    const isHeld =
      holds(organization, handedOver) &&
      handedOver !== undefined &&
      (await refusalSince(services, organization, handedOver)) === null;
    const lacking = keyIds.filter((keyId) => !isHeld || !handedOver.keyIds.includes(keyId));
    const takesAway = takesCertificate(services) && hasSpareCertificate(handedOver, keyIds, connection);
    const input = {
      ...wantedOrganization(connection, appId),
      ...(takesAway && organization ? { certificate: null } : {}),
      ...(await valuesOf(services, lacking)),
    };
    if (organization) await services.vplus.updateOrganization(organization.guid, input);
    const { guid } =
      organization ?? (await services.vplus.createOrganization({ ...input, tenantId: connection.tenantId }));

    const at = new Date(services.clock.now()).toISOString();
    const mark = organization ? await markOf(services, guid) : neverSynchronized;
    // What was proved of credentials that vPlus had already stands.
    const asBefore = isHeld && lacking.length === 0 && !takesAway;
    const now = asBefore
      ? { ...handedOver, keyIds, ...certificateIn(credentials) }
      : { keyIds, ...certificateIn(credentials), appId, organizationGuid: guid, at, mark };
    const handed = asBefore ? {} : { synchronized: null, ...replacing(connection) };
    await services.remember({ handedOver: now, ...handed });
    return handedOverBy(now, connection);
  },

  async undo(context) {
    const { services, connection, outputOf, report } = context;
    const { vplus, clock } = services;
    const organization = await lookForOrganization(services, connection, outputOf(registerApplication)?.appId);
    const server = connection.vplusServer.name;
    if (organization === 'unreadable') return report({ detail: message('register-organization.no-look', { server }) });
    if (!organization) return report({ detail: message('register-organization.none', { server }) });

    const { guid } = organization;
    const why = whyDeleted(organization, context);
    if (why) {
      await vplus.deleteOrganization(guid);
      return report({ detail: message(`register-organization.deleted-${why}`) });
    }
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    await vplus.updateOrganization(guid, { description: disconnected(connection, day) });
    report({ detail: message('register-organization.stays', { server }) });
  },
});

type Looking = StepContext<Readers, Connection>;

/** A certificate alone, for a server that has no field for it, is entered by nobody but a person. */
const isByHand = ({ services, connection: { choices } }: Looking): boolean =>
  choices.registration === 'hand-over' || (choices.credential.kind === 'certificate' && !takesCertificate(services));

/** A server that we could not read may only be restarting: then we go on by ourselves once it answers. */
const serverWatch: Watch = { everyMs: 5_000, forMs: 60 * 60_000 };

const standingOf = <C extends Looking>(context: C, rest: Omit<Standing, 'context' | 'watch'>): Standing<C> => ({
  context,
  ...rest,
  ...(isByHand(context) ? {} : { watch: serverWatch }),
});

/** What vPlus is to hold; undefined while one of the planned credentials does not exist. */
export function toHandOver(context: Looking): ToHandOver[] | undefined {
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

function spareCertificate(server: string) {
  const attention = message('register-organization.remove-certificate', { server });
  return { attention, concerns: [{ kind: 'organization-spare-certificate' as const, what: attention }] };
}

const keyIdsOf = (credentials: ToHandOver[] | undefined): string[] => (credentials ?? []).map(({ keyId }) => keyId);

async function valuesOf({ vault }: { vault: OpenVault }, keyIds: string[]): Promise<OrganizationCredential> {
  const sealed = (await openCredentials(vault, keyIds)) ?? {};
  if (Object.keys(sealed).length < keyIds.length)
    throw new Problem('unexpected', message('register-organization.credential-not-kept'));
  const { secret, certificate } = sealed;
  const password = newPassword();
  return {
    ...(secret ? { clientSecret: secret.value } : {}),
    ...(certificate ? { certificate: { pfx: writePfx(certificate, { password, name: 'vPlus' }), password } } : {}),
  };
}
