import type { DelegatedGrant, FederatedCredential, GraphApplication } from '@vplus/clients';
import { listOf, message, type Words } from '@vplus/messages';
import type { Addition } from '@vplus/reconciler';

/** Credentials of an application that neither this connection nor an earlier attempt of ours added. */
export function credentialsAdded(
  { passwordCredentials, keyCredentials }: GraphApplication,
  ours: ReadonlySet<string | null | undefined>,
): Addition[] {
  const told = (kind: 'secret' | 'certificate') => (one: { keyId?: string | null; displayName: string | null }) => ({
    key: `credential/${one.keyId}`,
    kind: 'credential-added' as const,
    what: message('additions.credential', { kind, name: one.displayName ?? String(one.keyId) }),
  });
  return [
    ...passwordCredentials.filter(({ keyId }) => !ours.has(keyId)).map(told('secret')),
    ...keyCredentials.filter(({ keyId }) => keyId && !ours.has(keyId)).map(told('certificate')),
  ];
}

export const federatedAdded = (all: FederatedCredential[], theirs: string[]): Addition[] =>
  all
    .filter(({ id }) => !theirs.includes(id))
    .map(({ id, name, issuer }) => ({
      key: `federated/${id}`,
      kind: 'federated-credential-added' as const,
      what: message('additions.federated', { name, issuer }),
    }));

export const keysUnder = (additions: Addition[], kind: 'credential' | 'federated'): string[] =>
  additions.flatMap(({ key }) => (key.startsWith(`${kind}/`) ? [key.slice(kind.length + 1)] : []));

/**
 * What people or an administrator have consented to for this application, which asks nobody for anything. Taking it
 * back takes a permission that this assistant does not ask for, so a person does it.
 */
export function consentWords(grants: DelegatedGrant[]): Words {
  const forAll = grants.some(({ consentType }) => consentType === 'AllPrincipals');
  const scopes = [...new Set(grants.flatMap(({ scope }) => scope?.split(' ').filter(Boolean) ?? []))];
  const named = scopes.length > 0 ? listOf(scopes, 'comma') : message('additions.no-scope');
  // Somebody who consents to several APIs has a grant for each.
  const people = new Set(grants.map(({ id, principalId }) => principalId ?? id));
  return forAll
    ? message('additions.consent-for-all', { scopes: named })
    : message('additions.consent-of-people', { count: people.size, scopes: named });
}
