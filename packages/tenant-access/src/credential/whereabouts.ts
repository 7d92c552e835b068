import { holds, lookForOrganization } from '../organization/organization.ts';
import { refusalSince } from '../organization/refusal-since.ts';
import type { Connection, Memory, Readers } from '../ports.ts';

/** Under which id a person tells how far the hand-over is. */
export const handOverStep = 'register-organization';

/** The step whose task is checked by a probe with the application's own credential. */
export const probingStep = 'allow-ews';

/**
 * Whether a credential whose value this run does not have is in good hands: vPlus holds it and Microsoft does not refuse what
 * vPlus signs in with, or a person was shown it.
 */
export async function isElsewhere(
  services: Readers,
  connection: Connection,
  appId: string,
  keyId: string,
): Promise<boolean> {
  const memory = await services.recall();
  const { handedOver, offeredCertificate } = memory;
  if (isLost(memory, keyId)) return false;
  if (handedOver?.appId === appId && handedOver.keyIds.includes(keyId)) {
    const organization = await lookForOrganization(services, connection, appId);
    if (organization === 'unreadable' && handedOver.organizationGuid === null) return true;
    if (organization !== 'unreadable' && holds(organization, handedOver))
      return (await refusalSince(services, organization, handedOver)) === null;
  }
  if (memory[`revealed:${keyId}`]) return true;
  return offeredCertificate?.keyId === keyId && offeredCertificate.until > services.clock.now();
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
