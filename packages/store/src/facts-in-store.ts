import type { TenantFacts } from '@vplus/contracts';
import { type States, statesApart, withStates } from './states-apart.ts';

type Permissions = TenantFacts['permissions'];

/** A tenant's figures as the row of its connection keeps them: the list of permissions lies beside them. */
export interface StoredFacts extends Omit<TenantFacts, 'permissions'> {
  permissionStates: States<string>;
}

export type StoredPermissions = Omit<Permissions[number], 'state'>[];

export function factsToStore({ permissions: list, ...facts }: TenantFacts): {
  facts: StoredFacts;
  permissions: StoredPermissions;
} {
  const { rows, states } = statesApart(list);
  return { facts: { ...facts, permissionStates: states }, permissions: rows };
}

export const permissionsFromStore = (facts: StoredFacts, permissions: StoredPermissions | null): Permissions =>
  withStates(permissions ?? [], facts.permissionStates);

export function factsFromStore(facts: StoredFacts, permissions: StoredPermissions | null): TenantFacts {
  const { permissionStates: _, ...figures } = facts;
  return { ...figures, permissions: permissionsFromStore(facts, permissions) };
}
