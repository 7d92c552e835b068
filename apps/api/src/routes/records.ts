import { getRecord } from '@vplus/contracts';
import { recordView } from '../kept-record.ts';
import type { Parts } from '../parts.ts';
import { permittedRun } from '../permit.ts';
import { type Counter, serve } from '../serve.ts';

export function recordRoutes(counter: Counter, parts: Parts): void {
  serve(counter, getRecord, async ({ caller, params: { runId } }) => {
    await permittedRun(parts, caller, 'read', runId);
    return recordView(parts, runId);
  });
}
