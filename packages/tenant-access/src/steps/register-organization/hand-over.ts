import type { VplusOrganization } from '@vplus/clients';
import type { Revealable } from '@vplus/contracts';
import { message, sentences, type Words } from '@vplus/messages';
import type { Finding, StepContext, Watch } from '@vplus/reconciler';
import { replacing } from '#credential/replaced.ts';
import { handOverStep } from '#credential/whereabouts.ts';
import type { SynchronizationMark } from '#organization/synchronization-mark.ts';
import { synchronize } from '#organization/synchronize.ts';
import {
  failureOf,
  markOf,
  neverSynchronized,
  progressOf,
  synchronizedSince,
} from '#organization/synchronized-since.ts';
import type { Connection, Memory, Readers, Services } from '#ports.ts';

/** One credential that vPlus is to hold. */
export interface ToHandOver {
  what: Revealable;
  keyId: string;
}

/** Which of them is the certificate, as it is remembered. */
export function certificateIn(credentials: ToHandOver[]): { certificateKeyId?: string } {
  const certificate = credentials.find(({ what }) => what === 'certificate');
  return certificate ? { certificateKeyId: certificate.keyId } : {};
}

export interface Standing<Context = StepContext<Readers, Connection>> {
  context: Context;
  appId: string;
  credentials: ToHandOver[];
  /** What the server's list has of this tenant; null: nothing. */
  organization: VplusOrganization | null | 'unreadable';
  memory: Memory;
  /** Why what was handed over before does not count any more. */
  trouble?: Words;
  /** Where only the server's state makes a person necessary: it is looked at from time to time. */
  watch?: Watch;
}

type Handed = Finding<{ organizationGuid: string | null }>;

/**
 * A person enters the values into vPlus. We believe it as far as the server lets us look. A list that has the tenant
 * with our application id is enough where no other credential of that application can ever have been there. Where one
 * can, vPlus is asked to sign in with what it holds, and only a synchronization that ends well counts. Where the list
 * cannot be read only the word of the person stands, and is recorded as no more than that.
 *
 * Looks only: `acceptHandOver` does what a look shows to be due.
 */
export async function handOver(standing: Standing): Promise<Handed> {
  const accepted = acceptedIn(standing);
  if (!accepted) return askFor(standing, refusalOf(standing));

  const { organizationGuid } = accepted;
  const due: Handed = {
    is: 'partly',
    detail: message('register-organization.said-to-be-entered', {
      by: accepted.by,
      server: standing.context.connection.vplusServer.name,
    }),
    before: { organizationGuid },
  };
  if (!accepted.mustBeTried) return due;
  const trial = trialOf(standing, accepted);
  const seen = trial && (await seenSince(standing, trial.organizationGuid, trial.mark));
  if (seen?.is === 'running') return { is: 'under-way', detail: progressOf(seen.task) };
  if (seen?.is === 'refused' || seen?.is === 'failed') return askFor(standing, triedInVain(seen.said));
  return due;
}

/** Has vPlus sign in with what was entered, where that must be seen, and remembers what it holds from now on. */
export async function acceptHandOver(
  standing: Standing<StepContext<Services, Connection>>,
): Promise<Handed | undefined> {
  const { context, appId, credentials } = standing;
  const { services, connection } = context;
  const accepted = acceptedIn(standing);
  if (!accepted) return undefined;

  const { organizationGuid, by, at } = accepted;
  const keyIds = credentials.map(({ keyId }) => keyId);
  let mark = organizationGuid ? await markOf(services, organizationGuid) : neverSynchronized;
  if (organizationGuid && accepted.mustBeTried) {
    const known = trialOf(standing, accepted);
    if (known) mark = known.mark;
    else await services.remember({ trial: { keyIds, organizationGuid, toldAt: at, mark } });
    const seen = known && (await seenSince(standing, organizationGuid, mark));
    if (seen?.is !== 'proved') {
      const task = await synchronize(context, organizationGuid);
      if (task === null) return undefined;
      if (task.state === 'failed') return askFor(standing, triedInVain(failureOf(task)));
    }
  }
  const handedOver = { keyIds, ...certificateIn(credentials), appId, organizationGuid, at, by, mark };
  const tried = organizationGuid && accepted.mustBeTried ? { organizationGuid, keyIds, at: nowOf(services) } : null;
  await services.remember({ handedOver, synchronized: tried, trial: null, ...replacing(connection) });
  return handedOverBy(handedOver, connection);
}

interface Accepted {
  organizationGuid: string | null;
  by: string;
  at: string;
  /** Another credential of this application may have been on vPlus before. */
  mustBeTried: boolean;
}

/** What a person told, as far as the server does not contradict it. */
function acceptedIn({ appId, credentials, organization, memory }: Standing): Accepted | null {
  const told = memory.answers?.[handOverStep];
  const wasShown = credentials.every(({ keyId }) => {
    const shown = memory[`revealed:${keyId}`];
    return told && shown && shown.at <= told.at;
  });
  // What was told of an earlier hand-over says nothing of this one.
  if (!told || !wasShown || memory.handedOver?.at === told.at) return null;
  if (organization === 'unreadable')
    return told.answer === 'confirm' ? { organizationGuid: null, ...told, mustBeTried: false } : null;
  if (told.answer !== 'check-again' || organization?.clientId !== appId) return null;
  const keyIds = credentials.map(({ keyId }) => keyId);
  const otherShown = Object.keys(memory).some(
    (name) => name.startsWith('revealed:') && !keyIds.some((keyId) => name === `revealed:${keyId}`),
  );
  const mustBeTried =
    organization.lastSynchronizedAt !== null ||
    memory.handedOver?.appId === appId ||
    Boolean(memory.adopted) ||
    otherShown;
  return { organizationGuid: organization.guid, ...told, mustBeTried };
}

function trialOf({ credentials, memory: { trial } }: Standing, { organizationGuid, at }: Accepted) {
  const isSame =
    trial?.toldAt === at &&
    trial.organizationGuid === organizationGuid &&
    credentials.every(({ keyId }) => trial.keyIds.includes(keyId));
  return isSame ? trial : undefined;
}

async function seenSince({ context, organization }: Standing, organizationGuid: string, mark: SynchronizationMark) {
  const tasks = await context.services.vplus.tasksOf(organizationGuid);
  return synchronizedSince(organization === 'unreadable' || !organization ? undefined : organization, tasks, mark);
}

function askFor(
  { context, appId, credentials, organization, memory, trouble, watch }: Standing,
  refusal: Words | null,
): Handed {
  const { connection } = context;
  const server = connection.vplusServer.name;
  const told = memory.answers?.[handOverStep];
  return {
    is: 'needs-you',
    concerns: [
      { kind: 'hand-over-open', what: trouble ?? refusal ?? message(whatToDo(organization, appId), { server }) },
    ],
    ask: {
      kind: 'task',
      text: sentences(
        ...(refusal && (trouble || told?.answer !== 'make-new') ? [refusal] : []),
        message(whatToDo(organization, appId), { server }),
        message('register-organization.shown-once'),
        ...(watch ? [message('register-organization.looked-at-again')] : []),
      ),
      facts: [
        {
          key: 'organization-name',
          label: message('register-organization.name'),
          value: connection.choices.organizationName ?? connection.tenantName,
          kind: 'text',
        },
        { key: 'tenant-id', label: message('register-organization.tenant-id'), value: connection.tenantId, kind: 'id' },
        { key: 'client-id', label: message('register-application.client-id'), value: appId, kind: 'id' },
      ],
      reveal: credentials.flatMap(({ what, keyId }) => (memory[`revealed:${keyId}`] ? [] : [what])),
      answers: [organization === 'unreadable' ? 'confirm' : 'check-again', 'make-new'],
    },
    ...(watch ? { watch } : {}),
  };
}

function whatToDo(organization: Standing['organization'], appId: string) {
  if (organization === 'unreadable') return 'register-organization.enter-unseen';
  return organization?.clientId === appId ? 'register-organization.enter-in-place' : 'register-organization.enter';
}

function refusalOf({ context, appId, credentials, organization, memory, trouble }: Standing): Words | null {
  const told = memory.answers?.[handOverStep];
  if (trouble) return trouble;
  if (!told) return null;
  const complete = credentials.every(({ keyId }) => {
    const shown = memory[`revealed:${keyId}`];
    return told && shown && shown.at <= told.at;
  });
  if (!complete) return message('register-organization.not-all-shown');
  if (organization === 'unreadable' || organization?.clientId === appId) return null;
  return message('register-organization.not-listed-yet', { server: context.connection.vplusServer.name });
}

const triedInVain = (said: Words): Words => message('register-organization.tried-in-vain', { said });

const nowOf = ({ clock }: Readers): string => new Date(clock.now()).toISOString();

function onWordAlone(by: string, server: string) {
  const attention = message('register-organization.word-alone', { by, server });
  return { attention, concerns: [{ kind: 'organization-unproved' as const, what: attention }] };
}

/** What can honestly be said of values that a person entered. */
export function handedOverBy(
  { organizationGuid, by }: NonNullable<Memory['handedOver']>,
  { vplusServer }: Connection,
): Handed {
  const output = { organizationGuid };
  if (organizationGuid === null) return { is: 'there', output, ...onWordAlone(by ?? '', vplusServer.name) };
  return {
    is: 'there',
    output,
    facts: [
      { key: 'organization-guid', label: message('register-organization.guid'), value: organizationGuid, kind: 'id' },
    ],
    detail: by
      ? message('register-organization.entered', { server: vplusServer.name, by })
      : message('register-organization.handed-over', { server: vplusServer.name }),
  };
}
