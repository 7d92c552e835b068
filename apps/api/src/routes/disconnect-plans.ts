import { makeDisconnectPlan, Problem } from '@vplus/contracts';
import { makeDisconnectPlan as lookAndPlan } from '@vplus/tenant-access';
import { chooseServer } from '../choose-server.ts';
import { memoryOf } from '../kept-memory.ts';
import type { Parts } from '../parts.ts';
import { actorOf, permit } from '../permit.ts';
import { type Counter, serve } from '../serve.ts';
import { connectionFrom, readersFor } from '../services.ts';
import { stillMay } from '../still-may.ts';
import { undoable } from '../undoable.ts';

/** What a disconnect would remove, restore and keep: it looks on behalf of the caller, and never writes. */
export function disconnectPlanRoutes(counter: Counter, parts: Parts): void {
  const { outside, store } = parts;

  serve(
    counter,
    makeDisconnectPlan,
    async ({ caller, params: { tenantId }, body: { vplusServerId, ...undoChoice }, signal }) => {
      permit(parts, caller, 'disconnect', tenantId);
      if (undoChoice.deleteOrganization) permit(parts, caller, 'delete-organization', tenantId);
      const server = await chooseServer(parts, tenantId, vplusServerId);
      const known = (await store.connectionsOf(tenantId)).find((row) => row.vplusServerId === server.id);
      const row = await undoable(known, parts);
      const token = await stillMay(parts, { caller, verb: 'disconnect', tenantId, signal });
      const tenant = await store.tenant(tenantId);
      if (!token || !tenant) throw new Problem('not-found');
      const connection = connectionFrom(parts, row, tenant);
      const plan = await lookAndPlan({
        services: {
          ...readersFor({ ...parts, memory: memoryOf(store, row.id) }, { connection, server, token, signal }),
          undoChoice,
        },
        connection,
        intents: await store.intentsOf(row.id),
        madeAt: new Date(outside.clock.now()).toISOString(),
        signal,
      });
      await store.keepPlan(row.id, plan, actorOf(parts, caller, 'disconnect', tenantId));
      return plan;
    },
    { costly: true },
  );
}
