import { getRecord, Problem } from '@vplus/contracts';
import { recordView } from '../kept-record.ts';
import type { Parts } from '../parts.ts';
import { permit } from '../permit.ts';
import { type Counter, serve } from '../serve.ts';

export function recordRoutes(counter: Counter, parts: Parts): void {
  serve(counter, getRecord, async ({ caller, params: { runId } }) => {
    const tenantId = await tenantOf(parts, runId);
    if (!tenantId) throw new Problem('not-found');
    permit(parts, caller, 'read', tenantId);
    return recordView(parts, runId);
  });
}

/** A record outlives its run. */
async function tenantOf({ store }: Parts, runId: string): Promise<string | undefined> {
  return (await store.run(runId))?.tenantId ?? (await store.record(runId))?.facts.tenant.id;
}
