import { makePlan } from '@vplus/contracts';
import { makePlan as lookAndPlan, rolesOf } from '@vplus/onboarding';
import { offer } from '../approval.ts';
import { chooseServer } from '../choose-server.ts';
import type { Parts } from '../parts.ts';
import { permit } from '../permit.ts';
import { type Counter, serve } from '../serve.ts';
import { connectionFrom, emptyVault, servicesFor } from '../services.ts';

export function planRoutes(counter: Counter, parts: Parts): void {
  const { onBehalfOf, outside, store } = parts;

  serve(
    counter,
    makePlan,
    async ({ caller, params: { tenantId }, body, signal }) => {
      permit(parts, caller, 'plan', tenantId);
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
      const plan = await lookAndPlan({
        services: servicesFor(parts, { connection, server, token, vault: emptyVault, signal }),
        connection,
        roles: rolesOf(caller.wids),
        madeAt: new Date(outside.clock.now()).toISOString(),
        signal,
      });
      await store.keepPlan(row.id, plan);
      await offer(store, row.id, caller, plan, outside.clock.now());
      return plan;
    },
    { costly: true },
  );
}
