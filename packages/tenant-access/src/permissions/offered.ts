import type { ApiServicePrincipal, GraphReads } from '@vplus/clients';
import type { Choices } from '@vplus/contracts';
import { apis, type Permission } from './permission.ts';
import { permissions } from './permissions.ts';
import { wantedPermissions } from './wanted.ts';

/** A permission as this tenant offers it: on its own service principal of the API, under its own role id. */
export interface Offered {
  permission: Permission;
  resourceId: string;
  /** false: nobody can sign in to this API here, whatever is granted. */
  resourceEnabled: boolean;
  appRoleId: string;
  /** As Microsoft words it in this tenant. */
  displayName: string | null;
}

const asked = new WeakMap<GraphReads, Promise<ApiServicePrincipal[]>>();

/**
 * Which of the wanted permissions the tenant offers, by name on its own service principals of the three APIs.
 *
 * Several steps of a run want to know at once, and the answer is large: it is read once per Graph client.
 */
export async function offeredBy(graph: GraphReads, choices: Choices): Promise<Offered[]> {
  return chosenOf(await allOfferedBy(graph), choices);
}

/** Those of them that these choices ask for. */
export function chosenOf(offered: Offered[], choices: Choices): Offered[] {
  const wanted = new Set(wantedPermissions(choices).map(({ key }) => key));
  return offered.filter(({ permission }) => wanted.has(permission.key));
}

/** The same of the whole list, whatever was chosen. */
export async function allOfferedBy(graph: GraphReads): Promise<Offered[]> {
  const principals = await apisOf(graph);
  return permissions.flatMap((permission) => {
    const principal = principals.find((found) => found.appId === permission.resourceAppId);
    const role = principal?.appRoles.find(
      ({ value, isEnabled, allowedMemberTypes }) =>
        value === permission.value && isEnabled && allowedMemberTypes.includes('Application'),
    );
    if (!principal || !role) return [];
    const { id: resourceId, accountEnabled: resourceEnabled } = principal;
    return [{ permission, resourceId, resourceEnabled, appRoleId: role.id, displayName: role.displayName }];
  });
}

/** The three APIs, as far as this tenant has them. */
export function apisOf(graph: GraphReads): Promise<ApiServicePrincipal[]> {
  const known = asked.get(graph);
  if (known) return known;
  const answer = Promise.all(apis.map(({ appId }) => graph.apiServicePrincipal(appId))).then((found) =>
    found.filter((one) => one !== null),
  );
  asked.set(graph, answer);
  answer.catch(() => asked.delete(graph));
  return answer;
}
