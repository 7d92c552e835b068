import type { Asked } from './asked.ts';
import { seen } from './directory.ts';
import { typed } from './entity.ts';
import { user } from './people-entities.ts';
import { servicePrincipal } from './service-principal-entity.ts';

/** Owners as a collection shows them: people and service principals, each with its type. */
export function ownerViews(asked: Asked, ids: string[]): Record<string, unknown>[] {
  return ids.flatMap((id) => {
    const person = asked.tenant.users[id];
    if (person) return [typed(asked, user, person)];
    const principal = seen(asked, 'servicePrincipals', { property: 'id', value: id });
    return principal ? [typed(asked, servicePrincipal, principal)] : [];
  });
}
