import { getScript, makePlan, type PlanRequest, Problem, runCheck } from '@vplus/contracts';
import { type CheckOptions, makePlan as lookAndPlan, makeCheck, rolesOf, scriptOf } from '@vplus/tenant-access';
import type { Caller } from '../caller.ts';
import { chooseServer } from '../choose-server.ts';
import { expectedTenant } from '../expected-tenant.ts';
import { memoryOf } from '../kept-memory.ts';
import type { Parts } from '../parts.ts';
import { actorOf, permit } from '../permit.ts';
import { type Counter, serve } from '../serve.ts';
import { connectionFrom, readersFor } from '../services.ts';

interface PlanningRequest {
  caller: Caller;
  tenantId: string;
  body: PlanRequest;
  signal: AbortSignal;
}

export function planRoutes(counter: Counter, parts: Parts): void {
  const { outside, store } = parts;

  serve(
    counter,
    makePlan,
    async ({ caller, params: { tenantId }, body, signal }) => {
      permit(parts, caller, 'plan', tenantId);
      const options = await checkOptionsFor(parts, { caller, tenantId, body, signal });
      const madeAt = new Date(outside.clock.now()).toISOString();
      const plan = await lookAndPlan({ ...options, madeAt, signal });
      await store.keepPlan(options.connection.id, plan, actorOf(parts, caller, 'plan', tenantId));
      return plan;
    },
    { costly: true },
  );

  serve(
    counter,
    runCheck,
    async ({ caller, params: { tenantId, checkId }, body, signal }) => {
      permit(parts, caller, 'plan', tenantId);
      return makeCheck(checkId, await checkOptionsFor(parts, { caller, tenantId, body, signal }));
    },
    { costly: true },
  );

  serve(counter, getScript, async ({ caller, params: { tenantId, planHash, kind } }) => {
    permit(parts, caller, 'plan', tenantId);
    for (const row of await store.connectionsOf(tenantId)) {
      const plan = await store.plan(row.id, planHash);
      if (!plan) continue;
      const connection = connectionFrom(parts, row, plan.tenant, plan.choices);
      return scriptOf(kind, { plan, connection, productVersion: parts.version });
    }
    throw new Problem('not-found');
  });
}

/** Everything that a plan or a single check looks with and at: on behalf of the caller, and never writing. */
async function checkOptionsFor(
  parts: Parts,
  { caller, tenantId, body, signal }: PlanningRequest,
): Promise<CheckOptions> {
  const { onBehalfOf, outside, store } = parts;
  const server = await chooseServer(parts, tenantId, body.vplusServerId);
  const token = await onBehalfOf.exchange(caller, signal);
  const organization = await outside.graphWith(async () => token.accessToken, signal).organization();
  const domain = organization.verifiedDomains.find(({ isDefault }) => isDefault) ?? organization.verifiedDomains[0];
  const tenant = { name: organization.displayName, primaryDomain: domain?.name ?? '' };
  const row = await store.ensureConnection({
    tenantId,
    tenantName: tenant.name,
    primaryDomain: tenant.primaryDomain,
    vplusServerId: server.id,
    vplusServerName: server.name,
  });
  const connection = connectionFrom(parts, row, tenant, body.choices);
  return {
    services: readersFor(
      { ...parts, memory: memoryOf(parts.store, connection.id) },
      { connection, server, token, signal },
    ),
    connection,
    person: { roles: rolesOf(caller.wids), guest: caller.guest === true },
    expected: expectedTenant(body, server, row),
  };
}
