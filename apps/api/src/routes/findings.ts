import { acceptFinding, checkTenant, Problem, reopenFinding } from '@vplus/contracts';
import type { Parts } from '../parts.ts';
import { permit } from '../permit.ts';
import { type Counter, serve } from '../serve.ts';

/** What a person decides about findings, and that somebody should look now. */
export function findingRoutes(counter: Counter, parts: Parts): void {
  const { store } = parts;

  serve(counter, acceptFinding, async ({ caller, params: { tenantId, findingId }, body: { why, until } }) => {
    permit(parts, caller, 'accept', tenantId);
    return store.acceptFinding(tenantId, findingId, { by: caller.name, why, until: until ?? null });
  });

  serve(counter, reopenFinding, async ({ caller, params: { tenantId, findingId } }) => {
    permit(parts, caller, 'accept', tenantId);
    return store.reopenFinding(tenantId, findingId, caller.name);
  });

  serve(counter, checkTenant, async ({ caller, params: { tenantId } }) => {
    permit(parts, caller, 'check', tenantId);
    if (!(await store.checkNow(tenantId, caller.name))) throw new Problem('nothing-to-check');
    return { asked: true };
  });
}
