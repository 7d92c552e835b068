import {
  type KeyCredential,
  removeFederatedCredential,
  removeOwner,
  removePassword,
  removePrincipalOwner,
  replaceKeyCredentials,
} from '@vplus/clients';
import { message } from '@vplus/messages';
import { keysUnder } from '#additions/entrances.ts';
import { onGraph, type PlannedChange } from '#steps/change.ts';
import type { Seen } from '#steps/seen.ts';

export const removingOwner = (objectId: string, ownerId: string) =>
  onGraph(message('remove-leftovers.if-owner'), removeOwner(objectId, ownerId));

export const removingPrincipalOwner = (servicePrincipalId: string, ownerId: string) =>
  onGraph(message('remove-leftovers.if-owner-of-principal'), removePrincipalOwner(servicePrincipalId, ownerId));

export const removingSecret = (objectId: string, keyId: string) =>
  onGraph(message('remove-leftovers.if-secret'), removePassword(objectId, keyId));

/** `kept`: with what was read of each, its public key too, or Graph would take it away. */
export const removingCertificates = (objectId: string, kept: KeyCredential[]) =>
  onGraph(message('remove-leftovers.if-certificate'), replaceKeyCredentials(objectId, kept));

export const removingFederated = (objectId: string, id: string) =>
  onGraph(message('remove-leftovers.removes-federated'), removeFederatedCredential(objectId, id));

/** What is listed for removal by its name; and what goes wherever a late look finds it, which nobody knows before. */
export const changes = ({ finding }: Pick<Seen, 'finding'>): PlannedChange[] => [
  ...keysUnder(finding.is === 'partly' ? (finding.removes ?? []) : [], 'federated').map((id) =>
    removingFederated('{id}', id),
  ),
  removingOwner('{id}', '{owner}'),
  removingPrincipalOwner('{id}', '{owner}'),
  removingSecret('{id}', '{keyId}'),
  { ...removingCertificates('{id}', []), body: { keyCredentials: '{those that stay}' } },
];
