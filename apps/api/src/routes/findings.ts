import { acceptFinding, acknowledgeFinding, checkTenant, Problem, reopenFinding } from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { Caller } from '../caller.ts';
import type { Parts } from '../parts.ts';
import { actorOf, permit } from '../permit.ts';
import { type Counter, serve } from '../serve.ts';

interface Asked {
  why: string;
  until?: string | null | undefined;
}

/** What a person decides about findings, and that somebody should look now. */
export function findingRoutes(counter: Counter, parts: Parts): void {
  const { store, outside } = parts;
  const decided = (caller: Caller, tenantId: string, { why, until }: Asked) => {
    if (until && Date.parse(until) <= outside.clock.now()) throw untilPast();
    return { by: actorOf(parts, caller, 'accept', tenantId), why, until: until ?? null };
  };

  serve(
    counter,
    acceptFinding,
    async ({ caller, params: { tenantId, findingId }, body }) => {
      permit(parts, caller, 'accept', tenantId);
      return store.acceptFinding(tenantId, findingId, decided(caller, tenantId, body));
    },
    { noted: true },
  );

  serve(
    counter,
    acknowledgeFinding,
    async ({ caller, params: { tenantId, findingId }, body }) => {
      permit(parts, caller, 'accept', tenantId);
      return store.acknowledgeFinding(tenantId, findingId, decided(caller, tenantId, body));
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

const untilPast = () =>
  new Problem('input-invalid', undefined, { fields: [{ path: 'body.until', message: message('finding.until-past') }] });
