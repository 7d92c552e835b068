import type { DelegatedGrant, FederatedCredential, GraphApplication } from '@vplus/clients';
import type { Addition } from '@vplus/reconciler';

/** Credentials of an application that neither this connection nor an earlier attempt of ours added. */
export function credentialsAdded(
  { passwordCredentials, keyCredentials }: GraphApplication,
  ours: ReadonlySet<string | null | undefined>,
): Addition[] {
  const told = (what: string) => (one: { keyId?: string | null; displayName: string | null }) => ({
    key: `credential/${one.keyId}`,
    what: `Somebody added the ${what} "${one.displayName ?? one.keyId}": whoever has it can sign in as this application.`,
  });
  return [
    ...passwordCredentials.filter(({ keyId }) => !ours.has(keyId)).map(told('client secret')),
    ...keyCredentials.filter(({ keyId }) => keyId && !ours.has(keyId)).map(told('certificate')),
  ];
}

export const federatedAdded = (all: FederatedCredential[], theirs: string[]): Addition[] =>
  all
    .filter(({ id }) => !theirs.includes(id))
    .map(({ id, name, issuer }) => ({
      key: `federated/${id}`,
      what: `Somebody added the federated credential "${name}": workloads of ${issuer} can sign in as this application without a secret.`,
    }));

export const keysUnder = (additions: Addition[], kind: 'credential' | 'federated'): string[] =>
  additions.flatMap(({ key }) => (key.startsWith(`${kind}/`) ? [key.slice(kind.length + 1)] : []));

/**
 * What people or an administrator have consented to for this application, which asks nobody for anything. Taking it
 * back takes a permission that this assistant does not ask for, so a person does it.
 */
export function consentWords(grants: DelegatedGrant[]): string {
  if (grants.length === 0) return '';
  const forAll = grants.some(({ consentType }) => consentType === 'AllPrincipals');
  const scopes = [...new Set(grants.flatMap(({ scope }) => scope?.split(' ').filter(Boolean) ?? []))];
  return `The application may act on behalf of ${forAll ? 'everybody in your organization' : `${grants.length === 1 ? 'one person' : `${grants.length} people`}`} (${scopes.join(', ')}): vPlus needs none of it, and whoever signs in to it lends it their own rights. Remove it in Microsoft Entra under Enterprise applications, Permissions.`;
}
