import type { VplusOrganization } from '@vplus/clients';
import type { Concern } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { holds, lookForOrganization } from '../organization/organization.ts';
import { refusalSince } from '../organization/refusal-since.ts';
import type { Connection, Memory, Readers } from '../ports.ts';

/** Under which id a person tells how far the hand-over is. */
export const handOverStep = 'register-organization';

/** The step whose task is checked by a probe with the application's own credential. */
export const probingStep = 'allow-ews';

/** A credential whose value this run does not have. `instead`: what is known of why it is in nobody's hands. */
type Whereabouts = { isElsewhere: true } | { isElsewhere: false; instead?: Concern };

/**
 * Whether it is in good hands: vPlus holds it and Microsoft does not refuse what vPlus signs in with, or a person was shown
 * it.
 */
export async function whereaboutsOf(
  services: Readers,
  connection: Connection,
  appId: string,
  keyId: string,
): Promise<Whereabouts> {
  const memory = await services.recall();
  const { handedOver, offeredCertificate } = memory;
  if (isLost(memory, keyId)) return { isElsewhere: false };
  let instead: Concern | undefined;
  if (handedOver?.appId === appId && handedOver.keyIds.includes(keyId)) {
    const organization = await lookForOrganization(services, connection, appId);
    if (organization === 'unreadable' && handedOver.organizationGuid === null) return { isElsewhere: true };
    if (organization !== 'unreadable' && holds(organization, handedOver)) {
      const refused = await refusalSince(services, organization, handedOver);
      if (refused === null) return { isElsewhere: true };
      return { isElsewhere: false, instead: { kind: 'organization-sign-in-refused', what: refused } };
    }
    if (organization !== 'unreadable') instead = notHeldBy(organization, connection);
  }
  const offered = offeredCertificate?.keyId === keyId && offeredCertificate.until > services.clock.now();
  if (memory[`revealed:${keyId}`] || offered) return { isElsewhere: true };
  return { isElsewhere: false, ...(instead ? { instead } : {}) };
}

/** What vPlus was handed is not what it has. */
function notHeldBy(organization: VplusOrganization | null, { vplusServer: { name: server } }: Connection): Concern {
  return organization
    ? {
        kind: 'organization-other-application',
        what: message('register-organization.other-application', { server }),
      }
    : { kind: 'organization-gone', what: message('register-organization.gone', { server }) };
}

/** It was shown, and the person says since then that nobody has it. */
export function isLost(memory: Memory, keyId: string | undefined): boolean {
  const shown = memory[`revealed:${keyId}`];
  const told = memory.answers?.[handOverStep];
  return Boolean(shown && told?.answer === 'make-new' && told.at >= shown.at);
}

/** A person asked to look again at what only a probe shows, and nothing was proved since. */
export function isCheckDue({ answers, proof }: Memory): boolean {
  const told = answers?.[probingStep];
  return told !== undefined && (proof === undefined || proof.at < told.at);
}
