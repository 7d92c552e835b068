import type { GraphApplication } from '@vplus/clients';
import { type Choices, Problem } from '@vplus/contracts';
import { credentialPrefix } from '../application/naming.ts';
import type { Connection, Memory, MemoryPatch } from '../ports.ts';

/** Key ids of the credentials that this connect puts new ones in the place of. */
export const replacedIn = ({ replaceCredentials = [] }: Choices): string[] => replaceCredentials;

/** Whether a new credential takes the place of this one: it counts as none, and stays until the new one is proved. */
export const isReplaced = ({ choices }: Connection, keyId: string | null | undefined): boolean =>
  keyId != null && replacedIn(choices).includes(keyId);

/** Remembered once vPlus has something else instead: a later plan goes on where this one stops. */
export const replacing = ({ choices }: Connection): MemoryPatch =>
  replacedIn(choices).length > 0 ? { replaced: replacedIn(choices) } : {};

/** What a connection goes on with: what was to be replaced is replaced by the run that was told to. */
export const lastingChoices = ({ replaceCredentials: _, ...lasting }: Choices): Choices => lasting;

/**
 * Which credentials a plan replaces: those that were named, those that an earlier run
 * has replaced and not removed yet, and what vPlus holds of a kind that was chosen no longer. One that is gone is
 * replaced by nobody any more.
 *
 * Throws `credential-not-ours` where one was named that this connection did not add.
 */
export function toReplace(
  application: GraphApplication | null,
  { choices, ...connection }: Connection,
  { handedOver, proof, replaced }: Memory,
): string[] {
  const listed = listedIn(application);
  const named = replacedIn(choices);
  const known = new Set([...(handedOver?.keyIds ?? []), ...(proof?.keyIds ?? [])]);
  const prefix = credentialPrefix({ choices, ...connection });
  const isOurs = ({ keyId, displayName }: Listed) => displayName?.startsWith(prefix) || known.has(keyId);
  const foreign = listed.filter((one) => named.includes(one.keyId) && !isOurs(one));
  if (foreign.length > 0) throw new Problem('credential-not-ours');
  // Graph keeps no order in its lists, and the hash of a plan covers this one.
  return listed
    .flatMap(({ keyId, kind }) => {
      const isNamed = named.includes(keyId) || replaced?.includes(keyId);
      const isOfOtherKind = !isOfKind(choices, kind) && handedOver?.keyIds.includes(keyId);
      return isNamed || isOfOtherKind ? [keyId] : [];
    })
    .toSorted();
}

interface Listed {
  keyId: string;
  kind: 'secret' | 'certificate';
  displayName: string | null;
}

function listedIn(application: GraphApplication | null): Listed[] {
  const { passwordCredentials = [], keyCredentials = [] } = application ?? {};
  return [
    ...passwordCredentials.map((one) => ({ ...one, kind: 'secret' as const })),
    ...keyCredentials.map((one) => ({ ...one, kind: 'certificate' as const })),
  ].flatMap(({ keyId, displayName, kind }) => (keyId ? [{ keyId, displayName, kind }] : []));
}

const isOfKind = ({ credential, writes }: Choices, kind: Listed['kind']): boolean =>
  credential.kind === 'both' || (writes === 'by-hand' ? 'secret' : credential.kind) === kind;
