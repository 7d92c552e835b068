import type { Graph } from '@vplus/clients';
import { apis, type Permission } from './permission.ts';
import { permissions } from './permissions.ts';

/** A permission as this tenant offers it: on its own service principal of the API, under its own role id. */
export interface Offered {
  permission: Permission;
  resourceId: string;
  appRoleId: string;
}

const asked = new WeakMap<Graph, Promise<Offered[]>>();

/**
 * Which of the permissions the tenant offers, by name on its own service principals of the three APIs.
 *
 * Several steps of a run want to know at once, and the answer is large: it is read once per Graph client.
 */
export function offeredBy(graph: Graph): Promise<Offered[]> {
  const known = asked.get(graph);
  if (known) return known;
  const answer = read(graph);
  asked.set(graph, answer);
  answer.catch(() => asked.delete(graph));
  return answer;
}

async function read(graph: Graph): Promise<Offered[]> {
  const principals = await Promise.all(apis.map(({ appId }) => graph.apiServicePrincipal(appId)));
  return permissions.flatMap((permission) => {
    const principal = principals.find((found) => found?.appId === permission.resourceAppId);
    const role = principal?.appRoles.find(
      ({ value, isEnabled, allowedMemberTypes }) =>
        value === permission.value && isEnabled && allowedMemberTypes.includes('Application'),
    );
    return principal && role ? [{ permission, resourceId: principal.id, appRoleId: role.id }] : [];
  });
}
