import type { VplusOrganization } from '@vplus/clients';
import type { Revealable } from '@vplus/contracts';
import type { Finding } from '@vplus/reconciler';
import type { Connection, Memory, Services } from './ports.ts';

/** Under which id a person tells how far the hand-over is. */
export const handOverStep = 'register-organization';

/** One credential that vPlus is to hold. */
export interface ToHandOver {
  what: Revealable;
  keyId: string;
}

interface Standing {
  services: Services;
  connection: Connection;
  appId: string;
  credentials: ToHandOver[];
  /** What the server's list has of this tenant; null: nothing. */
  organization: VplusOrganization | null | 'unreadable';
  memory: Memory;
}

/**
 * A person enters the values into vPlus. We believe it as far as the server lets us look: its list has the tenant with
 * our application id. Whether the secret was entered without a slip shows in the first synchronization. Where the
 * list cannot be read only the word of the person stands, and is recorded as no more than that.
 */
export async function handOver(standing: Standing): Promise<Finding<{ organizationGuid: string | null }>> {
  const { services, connection, appId, credentials, organization, memory } = standing;
  const told = memory.answers?.[handOverStep];
  const shown = credentials.map(({ keyId }) => memory[`revealed:${keyId}`]);
  const complete = told && shown.every((one) => one && one.at <= told.at);
  const listed = organization !== 'unreadable' && organization?.clientId === appId ? organization.guid : undefined;
  const accepted =
    organization === 'unreadable' ? told?.answer === 'confirm' : told?.answer === 'check-again' && listed !== undefined;

  if (complete && accepted) {
    const organizationGuid = listed ?? null;
    const keyIds = credentials.map(({ keyId }) => keyId);
    const handedOver = { keyIds, appId, organizationGuid, at: told.at, by: told.by };
    await services.remember({ handedOver });
    return handedOverBy(handedOver, connection);
  }
  return {
    is: 'needs-you',
    ask: {
      kind: 'task',
      text: [
        organization === 'unreadable'
          ? `We cannot read the organizations of "${connection.vplusServer.name}", so a person registers this one there.`
          : `Register this organization in "${connection.vplusServer.name}" with the values below.`,
        'Each credential is shown once, when you ask for it.',
        ...(told && told.answer !== 'make-new' ? [refusal(standing, Boolean(complete))] : []),
      ].join(' '),
      facts: [
        { label: 'Name', value: connection.choices.organizationName ?? connection.tenantName, kind: 'text' },
        { label: 'Tenant ID', value: connection.tenantId, kind: 'id' },
        { label: 'Client ID', value: appId, kind: 'id' },
      ],
      reveal: credentials.flatMap(({ what }, index) => (shown[index] ? [] : [what])),
      answers: [organization === 'unreadable' ? 'confirm' : 'check-again', 'make-new'],
    },
  };
}

const refusal = ({ connection }: Standing, complete: boolean): string =>
  complete
    ? `"${connection.vplusServer.name}" does not list an organization with this client ID yet.`
    : 'Not everything was shown yet, so vPlus cannot have it.';

/** What can honestly be said of values that a person entered. */
export function handedOverBy(
  { organizationGuid, by }: NonNullable<Memory['handedOver']>,
  { vplusServer }: Connection,
): Finding<{ organizationGuid: string | null }> {
  const output = { organizationGuid };
  if (organizationGuid === null)
    return {
      is: 'there',
      output,
      attention: `Confirmed by ${by}. "${vplusServer.name}" does not let us look, so nothing but this word stands behind it.`,
    };
  return {
    is: 'there',
    output,
    facts: [{ label: 'Organization on vPlus', value: organizationGuid, kind: 'id' }],
    detail: by
      ? `"${vplusServer.name}" lists the organization with our application. ${by} entered its credential.`
      : `"${vplusServer.name}" has the organization and its credential.`,
  };
}
