import {
  deleteServicePrincipal,
  type GraphApplication,
  type GraphReads,
  type RequiredResourceAccess,
  revokeAppRole,
  updateApplication,
  upsertServicePrincipal,
} from '@vplus/clients';
import { message } from '@vplus/messages';
import { noOpenings, type Openings } from '#additions/application-additions.ts';
import type { Offered } from '#permissions/offered.ts';
import type { Connection, Memory, Services } from '#ports.ts';
import { type Change, onGraph } from '#steps/change.ts';
import { wantedApplication } from './application.ts';

/**
 * What an application that somebody else made should be once it is adopted: it keeps its name, its unique name, its
 * tags and whatever it declares, and gets ours beside.
 */
export function wantedOfAdopted(present: GraphApplication, connection: Connection, offered: Offered[]) {
  const { signInAudience, tags, requiredResourceAccess } = wantedApplication(connection, offered, present.tags);
  return {
    signInAudience,
    tags,
    requiredResourceAccess: merged(present.requiredResourceAccess, requiredResourceAccess),
  };
}

function merged(theirs: RequiredResourceAccess[], ours: RequiredResourceAccess[]): RequiredResourceAccess[] {
  const ids = new Set([...theirs, ...ours].map(({ resourceAppId }) => resourceAppId));
  return [...ids].map((resourceAppId) => {
    const of = (all: RequiredResourceAccess[]) =>
      all.filter((one) => one.resourceAppId === resourceAppId).flatMap(({ resourceAccess }) => resourceAccess);
    const known = of(theirs);
    const added = of(ours).filter(({ id, type }) => !known.some((one) => one.id === id && one.type === type));
    return { resourceAppId, resourceAccess: [...known, ...added] };
  });
}

/** What it was before is remembered once, so that a second try does not remember our own work. */
export async function rememberAdopted({ graph, recall, remember }: Services, present: GraphApplication): Promise<void> {
  if ((await recall()).adopted?.objectId === present.id) return;
  const { signInAudience, tags, notes, requiredResourceAccess, servicePrincipalLockConfiguration } = present;
  const { isDisabled, identifierUris, redirectUris, implicitGrant, isFallbackPublicClient } = present;
  const [principal, federated] = await Promise.all([
    graph.servicePrincipal(present.appId),
    graph.federatedCredentials(present.id),
  ]);
  const grants = principal ? await graph.assignments(principal.id) : [];
  await remember({
    adopted: {
      objectId: present.id,
      application: { signInAudience, tags, notes, requiredResourceAccess, servicePrincipalLockConfiguration },
      openings: { isDisabled, identifierUris, redirectUris, implicitGrant, isFallbackPublicClient },
      keyIds: [...present.passwordCredentials, ...present.keyCredentials].flatMap(({ keyId }) => keyId ?? []),
      federated: federated.map(({ id }) => id),
      principal: principal && {
        tags: principal.tags,
        notes: principal.notes,
        accountEnabled: principal.accountEnabled,
        isDisabled: principal.isDisabled,
      },
      grants: grants.map(({ resourceId, appRoleId }) => `${resourceId}/${appRoleId}`),
    },
  });
}

/** The lock that it had, where a build adopted it that did not note it. */
export async function rememberLock(
  { recall, remember }: Pick<Services, 'recall' | 'remember'>,
  { id, servicePrincipalLockConfiguration }: Pick<GraphApplication, 'id' | 'servicePrincipalLockConfiguration'>,
): Promise<void> {
  const { adopted } = await recall();
  if (adopted?.objectId !== id || 'servicePrincipalLockConfiguration' in adopted.application) return;
  await remember({
    adopted: { ...adopted, application: { ...adopted.application, servicePrincipalLockConfiguration } },
  });
}

/** What of an application is nobody's addition: nothing on one of our own, on an adopted one what its owner had before. */
export function openingsBefore(now: GraphApplication, { choices }: Connection, { adopted }: Memory): Openings {
  if (choices.adoptApplication === null) return noOpenings;
  return (adopted?.objectId === now.id ? adopted.openings : undefined) ?? now;
}

/**
 * Gives it back as it was before: what was granted to it since goes, and its identity as well where it had none.
 * false: this application was not adopted.
 */
export async function giveBack(services: Services, application: GraphApplication): Promise<boolean> {
  const { graph, recall, remember } = services;
  const { adopted } = await recall();
  if (adopted?.objectId !== application.id) return false;

  const principal = await graph.servicePrincipal(application.appId);
  if (principal && !adopted.principal) await graph.change(principalAsBefore(adopted, application.appId));
  if (principal && adopted.principal) {
    await graph.revoke(principal.id, await grantedSince(graph, principal, adopted));
    await graph.change(principalAsBefore(adopted, application.appId));
  }
  await graph.change(applicationAsBefore(adopted));
  await remember({ adopted: null });
  return true;
}

type Adopted = NonNullable<Memory['adopted']>;
const why = message('register-application.gives-back');

/** All that giving it back may send; `appId`: where the application was seen. */
export async function givingBack(graph: GraphReads, adopted: Adopted, appId: string | undefined): Promise<Change[]> {
  const principal = appId ? await graph.servicePrincipal(appId) : null;
  if (appId && !principal) return [applicationAsBefore(adopted)];
  const since = principal && adopted.principal ? await grantedSince(graph, principal, adopted) : ['{grant}'];
  return [
    ...(adopted.principal ? since.map(() => onGraph(why, revokeAppRole(principal?.id ?? '{id}', '{grant}'))) : []),
    principalAsBefore(adopted, appId ?? '{appId}'),
    applicationAsBefore(adopted),
  ];
}

/** Ids of what was granted to it since it was adopted. */
async function grantedSince(graph: GraphReads, { id }: { id: string }, { grants }: Adopted): Promise<string[]> {
  const assignments = await graph.assignments(id);
  return assignments.flatMap((one) => (grants.includes(`${one.resourceId}/${one.appRoleId}`) ? [] : [one.id]));
}

const principalAsBefore = ({ principal }: Adopted, appId: string): Change =>
  onGraph(why, principal ? upsertServicePrincipal(appId, principal) : deleteServicePrincipal(appId));

function applicationAsBefore({ objectId, application, openings }: Adopted): Change {
  const { isDisabled } = openings ?? {};
  return onGraph(why, updateApplication(objectId, { ...application, ...(isDisabled ? { isDisabled } : {}) }));
}
