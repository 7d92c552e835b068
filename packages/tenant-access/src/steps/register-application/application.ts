import type { ApplicationBody, ApplicationChange, GraphApplication, RequiredResourceAccess } from '@vplus/clients';
import type { FindingKind } from '@vplus/contracts';
import { message, type Words } from '@vplus/messages';
import { notesOf, tagsOf } from '#application/naming.ts';
import type { Offered } from '#permissions/offered.ts';
import type { Connection } from '#ports.ts';

/**
 * What our application should be. The audience is always sent: Graph's default has been documented in two ways, and
 * one that admits personal accounts allows only thirty permissions per API. Tags that others added stay.
 */
export const wantedApplication = (
  connection: Connection,
  offered: Offered[],
  presentTags: string[] = [],
): ApplicationBody => applicationBody(connection, declared(offered), presentTags);

/** Nobody adds a credential to its service principals. */
export const lock = { isEnabled: true, allProperties: true };

/** The step sends it, and the script for CLI for Microsoft 365 prints it. */
export function applicationBody(
  connection: Connection,
  requiredResourceAccess: RequiredResourceAccess[],
  presentTags: string[] = [],
): ApplicationBody {
  return {
    displayName: connection.choices.applicationName,
    signInAudience: 'AzureADMyOrg',
    tags: [...new Set([...tagsOf(connection), ...presentTags])],
    notes: notesOf(connection),
    requiredResourceAccess,
    servicePrincipalLockConfiguration: lock,
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

/** One part of an application that is not as it should be, and what a check calls that. */
export interface Difference {
  kind: FindingKind;
  part: Words;
}

type Wanted = Pick<ApplicationBody, 'tags' | 'requiredResourceAccess'> & { signInAudience: string };

/**
 * What an existing application lacks, in words and as the change that puts it right: only what differs, so that a name
 * or a note that its owner changed stays.
 */
export function driftOf(
  application: GraphApplication,
  wanted: Wanted,
): { differences: Difference[]; change: ApplicationChange } {
  const { signInAudience, tags, requiredResourceAccess } = wanted;
  const tagsMissing = tags.some((tag) => !application.tags.includes(tag));
  const have = refsOf(application.requiredResourceAccess);
  const want = refsOf(requiredResourceAccess);
  const sameAudience = application.signInAudience === signInAudience;
  const sameDeclared = have.size === want.size && [...have].every((ref) => want.has(ref));
  return {
    differences: [
      ...(sameAudience ? [] : [{ kind: 'audience-changed' as const, part: audienceWords(application.signInAudience) }]),
      ...(tagsMissing ? [{ kind: 'application-changed' as const, part: message('register-application.tags') }] : []),
      ...(sameDeclared
        ? []
        : [{ kind: 'declared-permissions-differ' as const, part: message('register-application.declared') }]),
    ],
    change: {
      ...(sameAudience ? {} : { signInAudience }),
      ...(tagsMissing ? { tags: [...new Set([...tags, ...application.tags])] } : {}),
      ...(sameDeclared ? {} : { requiredResourceAccess }),
    },
  };
}

/** Of an audience that is wider than one tenant. */
const audienceWords = (audience: string): Words =>
  message(audience === 'AzureADMyOrg' ? 'register-application.audience' : 'register-application.audience-wide');

const refsOf = (access: RequiredResourceAccess[]): Set<string> =>
  new Set(
    access.flatMap(({ resourceAppId, resourceAccess }) =>
      resourceAccess.map(({ id, type }) => `${resourceAppId}/${id}/${type}`),
    ),
  );
