import { acceptFinding, acknowledgeFinding, checkTenant, Problem, reopenFinding } from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { Caller } from '../caller.ts';
import type { Parts } from '../parts.ts';
import { actorOf, permit } from '../permit.ts';
import { type Counter, type Input, serve } from '../serve.ts';

type Asked = Input<typeof acceptFinding> & { caller: Caller };

/** What a person decides about findings, and that somebody should look now. */
export function findingRoutes(counter: Counter, parts: Parts): void {
  const { store, outside } = parts;
  const by = (caller: Caller, verb: 'accept' | 'check', tenantId: string) => {
    permit(parts, caller, verb, tenantId);
    return actorOf(parts, caller, verb, tenantId);
  };
  const deciding =
    (decide: typeof store.acceptFinding) =>
    ({ caller, params: { tenantId, findingId }, body: { why, until = null } }: Asked) => {
      const person = by(caller, 'accept', tenantId);
      if (until && Date.parse(until) <= outside.clock.now()) throw untilPast();
      return decide(tenantId, findingId, { by: person, why, until });
    };

  serve(counter, acceptFinding, deciding(store.acceptFinding), { noted: true });
  serve(counter, acknowledgeFinding, deciding(store.acknowledgeFinding), { noted: true });
  serve(
    counter,
    reopenFinding,
    ({ caller, params: { tenantId, findingId } }) =>
      store.reopenFinding(tenantId, findingId, by(caller, 'accept', tenantId)),
    { noted: true },
  );
  serve(
    counter,
    checkTenant,
    async ({ caller, params: { tenantId } }) => {
      if (!(await store.checkNow(tenantId, by(caller, 'check', tenantId)))) throw new Problem('nothing-to-check');
      return { asked: true };
    },
    { noted: true },
  );
}

const untilPast = () =>
  new Problem('input-invalid', undefined, { fields: [{ path: 'body.until', message: message('finding.until-past') }] });
