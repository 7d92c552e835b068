import type { ApplicationBody, GraphApplication, RequiredResourceAccess } from '@vplus/clients';
import { notesOf, tagsOf } from './naming.ts';
import type { Offered } from './permissions/offered.ts';
import type { Connection } from './ports.ts';

/**
 * What our application should be. The audience is always sent: Graph's default has been documented in two ways, and
 * one that admits personal accounts allows only thirty permissions per API. Tags that others added stay.
 */
export function wantedApplication(
  connection: Connection,
  offered: Offered[],
  presentTags: string[] = [],
): ApplicationBody {
  return {
    displayName: connection.choices.applicationName,
    signInAudience: 'AzureADMyOrg',
    tags: [...new Set([...tagsOf(connection), ...presentTags])],
    notes: notesOf(connection),
    requiredResourceAccess: declared(offered),
  };
}

function declared(offered: Offered[]): RequiredResourceAccess[] {
  const byApi = new Map<string, RequiredResourceAccess>();
  for (const { permission, appRoleId } of offered) {
    const { resourceAppId } = permission;
    const entry = byApi.get(resourceAppId) ?? { resourceAppId, resourceAccess: [] };
    entry.resourceAccess.push({ id: appRoleId, type: 'Role' });
    byApi.set(resourceAppId, entry);
  }
  return [...byApi.values()];
}

/** In what an existing application differs from what it should be, in words; an own display name is no difference. */
export function driftOf(
  application: GraphApplication,
  wanted: Pick<ApplicationBody, 'signInAudience' | 'tags' | 'requiredResourceAccess'>,
): string[] {
  const tagsMissing = wanted.tags.some((tag) => !application.tags.includes(tag));
  const have = refsOf(application.requiredResourceAccess);
  const want = refsOf(wanted.requiredResourceAccess);
  return [
    ...(application.signInAudience === wanted.signInAudience ? [] : ['its audience']),
    ...(tagsMissing ? ['its tags'] : []),
    ...(have.size === want.size && [...have].every((ref) => want.has(ref)) ? [] : ['its declared permissions']),
  ];
}

const refsOf = (access: RequiredResourceAccess[]): Set<string> =>
  new Set(
    access.flatMap(({ resourceAppId, resourceAccess }) =>
      resourceAccess.map(({ id, type }) => `${resourceAppId}/${id}/${type}`),
    ),
  );
