import { canonicalHash } from './canonical-hash.ts';
import type { Draft } from './draft.ts';

/**
 * SHA-256 over what a person approves: whose tenant, which server, what is made and granted. Not the time, not the
 * checks, whose findings come and go, no wording of a finding, and not what the form may offer.
 */
export function hashOf({ steps, permissions, tenant, limits: _, vendorSteps: __, ...plan }: Draft): string {
  const approved = {
    ...plan,
    tenant: tenant.id,
    steps: steps.map(({ id, action, calls, removes }) => ({
      id,
      action,
      ...(removes ? { removes: removes.map(({ key }) => key).toSorted() } : {}),
      calls: calls.map(({ method, path, times, body }) => ({
        method,
        path,
        times,
        ...(body === undefined ? {} : { body }),
      })),
    })),
    permissions: permissions.map(({ key, state }) => ({ key, state })),
  };
  return canonicalHash(approved);
}
