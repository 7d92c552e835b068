import { type GraphApplication, type KeyCredential, removePassword, replaceKeyCredentials } from '@vplus/clients';
import { message } from '@vplus/messages';
import { replacedIn } from '#credential/replaced.ts';
import type { Connection } from '#ports.ts';
import { onGraph, type PlannedChange } from '#steps/change.ts';
import type { Seen } from '#steps/seen.ts';

export const removingSecret = (objectId: string, keyId: string) =>
  onGraph(message('remove-replaced.removes-secret'), removePassword(objectId, keyId));

/** `kept`: with what was read of each, its public key too, or Graph would take it away. */
export const removingCertificates = (objectId: string, kept: KeyCredential[]) =>
  onGraph(message('remove-replaced.removes-certificate'), replaceKeyCredentials(objectId, kept));

/** What of the replaced is still among the credentials of the application. */
export function leftOf(application: GraphApplication, { choices }: Connection) {
  const going = replacedIn(choices);
  const isGoing = ({ keyId }: { keyId?: string | null }) => going.includes(keyId ?? '');
  return {
    secrets: application.passwordCredentials.filter(isGoing).map(({ keyId }) => keyId),
    certificates: application.keyCredentials.flatMap(({ keyId }) => (keyId && going.includes(keyId) ? [keyId] : [])),
    kept: application.keyCredentials.filter((one) => !isGoing(one)),
  };
}

/** Which certificates will be there by then, nobody knows before. */
export function changes({ application, connection }: Seen): PlannedChange[] {
  if (!application) return [];
  const { secrets, certificates } = leftOf(application, connection);
  const removed = removingCertificates(application.id, []);
  return [
    ...secrets.map((keyId) => removingSecret(application.id, keyId)),
    ...(certificates.length > 0 ? [{ ...removed, body: { keyCredentials: '{those that stay}' } }] : []),
  ];
}
