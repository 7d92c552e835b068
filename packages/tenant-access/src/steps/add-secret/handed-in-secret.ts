import { type PasswordCredential, RemoteError } from '@vplus/clients';
import { message, type Words } from '@vplus/messages';
import type { StepContext } from '@vplus/reconciler';
import { isAlive } from '#credential/lifetime.ts';
import { isReplaced } from '#credential/replaced.ts';
import type { SealedSecret } from '#credential/sealed-secret.ts';
import type { Connection, Readers } from '#ports.ts';
import { registerApplication } from '../register-application/step.ts';

/** Under which purpose the vault of a run keeps a client secret that a person handed in, until it was tried. */
export const handedInPurpose = 'handed-in-secret';

/** Not the value of a secret of this application, or one that is not known everywhere yet. */
const invalidSecret = 7000215;

/** How long Microsoft may take to know a new secret everywhere. */
const patienceMs = 2 * 60_000;

/**
 * Takes a client secret that a person handed in for one of this application, once it brought a token. Which one it is
 * tells the hint, its first three characters: https://learn.microsoft.com/graph/api/resources/passwordcredential
 *
 * undefined: none was handed in.
 */
export async function adoptSecret({
  services,
  connection,
  outputOf,
}: StepContext<Readers, Connection>): Promise<SealedSecret | { refused: Words } | undefined> {
  const { graph, vault, clock, appOnly, endpoints } = services;
  const registered = outputOf(registerApplication);
  const value = await vault.open(handedInPurpose);
  if (!registered || value === null) return undefined;

  const application = await graph.applicationById(registered.objectId);
  const now = clock.now();
  const credential = newestOf(
    (application?.passwordCredentials ?? []).filter(
      (one) => one.hint === value.slice(0, 3) && isAlive(one, now) && !isReplaced(connection, one.keyId),
    ),
  );
  if (!credential) return { refused: message('add-secret.not-of-application') };

  try {
    await appOnly({ clientId: registered.appId, credential: { secret: value }, scope: endpoints.graphScope });
  } catch (error) {
    const refused = error instanceof RemoteError && error.fields.aadsts?.includes(invalidSecret);
    if (!refused || now - Date.parse(credential.startDateTime ?? '') < patienceMs) throw error;
    return { refused: message('add-secret.refused') };
  }
  return { keyId: credential.keyId, value };
}

const newestOf = (credentials: PasswordCredential[]): PasswordCredential | undefined =>
  credentials.toSorted((a, b) => Date.parse(b.startDateTime ?? '') - Date.parse(a.startDateTime ?? ''))[0];
