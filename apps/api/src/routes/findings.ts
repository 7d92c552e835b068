import { acceptFinding, checkTenant, Problem, reopenFinding } from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { Parts } from '../parts.ts';
import { actorOf, permit } from '../permit.ts';
import { type Counter, serve } from '../serve.ts';

/** What a person decides about findings, and that somebody should look now. */
export function findingRoutes(counter: Counter, parts: Parts): void {
  const { store } = parts;

  serve(
    counter,
    acceptFinding,
    async ({ caller, params: { tenantId, findingId }, body: { why, until } }) => {
      permit(parts, caller, 'accept', tenantId);
      return store.acceptFinding(tenantId, findingId, {
        by: actorOf(parts, caller, 'accept', tenantId),
        why,
        until: until ?? null,
      });
    },
    { noted: true },
  );

  serve(
    counter,
    reopenFinding,
    async ({ caller, params: { tenantId, findingId } }) => {
      permit(parts, caller, 'accept', tenantId);
      return store.reopenFinding(tenantId, findingId, actorOf(parts, caller, 'accept', tenantId));
    },
    { noted: true },
  );

  serve(
    counter,
    checkTenant,
    async ({ caller, params: { tenantId } }) => {
      permit(parts, caller, 'check', tenantId);
      if (!(await store.checkNow(tenantId, caller.name))) throw new Problem('nothing-to-check');
      const by = actorOf(parts, caller, 'check', tenantId);
      await store.note({ tenantId, kind: 'deed', by, what: message('history.check-asked') });
      return { asked: true };
    },
    { noted: true },
  );
}
