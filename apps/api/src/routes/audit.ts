import { once } from 'node:events';
import {
  type AuditExportQuery,
  type AuditPage,
  type AuditQuery,
  exportAudit,
  exportTenantAudit,
  listAudit,
  listTenantAudit,
  Problem,
} from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { AuditFilter } from '@vplus/store';
import type { Request, Response } from 'express';
import type * as z from 'zod/mini';
import { auditState } from '../audit-state.ts';
import type { Caller } from '../caller.ts';
import { csvOf, linesOf } from '../exported-audit.ts';
import type { Parts } from '../parts.ts';
import { actor, actorOf, permit } from '../permit.ts';
import { type Counter, callerOf, fromAddress, fromCaller, identified, serve } from '../serve.ts';

const usualSize = 50;
const atATime = 500;

/** Who did what: of one tenant to whoever may read it there, over all to operators. */
export function auditRoutes(counter: Counter, parts: Parts): void {
  const { store } = parts;

  const page = async (query: AuditQuery, tenantId?: string): Promise<z.input<typeof AuditPage>> => {
    const { size = usualSize, before, ...asked } = query;
    const filter = filterOf(asked, tenantId);
    const place = { size: size + 1, ...(before === undefined ? {} : { before }) };
    const found = await store.audit.page(filter, place);
    const entries = found.slice(0, size);
    return {
      entries,
      next: found.length > size ? (entries.at(-1)?.number ?? null) : null,
      chain: await auditState(store),
    };
  };
  serve(counter, listAudit, async ({ caller, query }) => {
    ofAll(parts, caller);
    return page(query);
  });
  serve(counter, listTenantAudit, async ({ caller, params: { tenantId }, query }) => {
    permit(parts, caller, 'audit', tenantId);
    return page(query, tenantId);
  });

  const { router, identify, noted } = counter;
  router.get(exportAudit.path, identified(identify), noted(), async (req, res) => {
    const caller = callerOf(res);
    const query = fromCaller(exportAudit.query, req.query, 'query');
    ofAll(parts, caller);
    await send(parts, { caller, query, req, res });
  });
  router.get(exportTenantAudit.path, identified(identify), noted(), async (req, res) => {
    const caller = callerOf(res);
    const { tenantId } = fromAddress(exportTenantAudit.params, req.params);
    const query = fromCaller(exportTenantAudit.query, req.query, 'query');
    permit(parts, caller, 'audit', tenantId);
    await send(parts, { caller, query, req, res, tenantId });
  });
}

/** Whoever sees every tenant. */
function ofAll({ authority, onRefused }: Parts, caller: Caller): void {
  if (authority.visibleTenant(caller) === null) return;
  onRefused(caller, 'audit', { tenantId: caller.tenantId });
  throw new Problem('not-found');
}

/** zod leaves out what was not asked for; its type only cannot say so. */
const filterOf = (asked: object, tenantId: string | undefined): AuditFilter => ({
  ...(asked as AuditFilter),
  ...(tenantId ? { tenantId } : {}),
});

interface Export {
  caller: Caller;
  query: AuditExportQuery;
  req: Request;
  res: Response;
  tenantId?: string;
}

/** All entries after a number, the oldest first; whoever was cut off asks again with the last number that came. */
async function send(parts: Parts, { caller, query, req, res, tenantId }: Export): Promise<void> {
  const { store, stopping } = parts;
  const { format = 'jsonl', after = 0, ...asked } = query;
  const filter = filterOf(asked, tenantId);
  const said = format === 'csv' ? csvOf : linesOf;
  // A collector that asks for what is new would find its own asking, for ever.
  if (after === 0) {
    const by = tenantId ? actorOf(parts, caller, 'audit', tenantId) : actor(caller, 'operator');
    await store.note({
      tenantId: tenantId ?? null,
      kind: 'look',
      by,
      what: message('history.exported', { format }),
    });
  }
  let entries = await store.audit.after(after, filter, atATime);
  res.set({
    'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl',
    'Content-Disposition': `attachment; filename="audit.${format}"`,
  });
  if (req.method === 'HEAD') return void res.end();
  const gone = new AbortController();
  const leave = () => gone.abort();
  res.once('close', leave);
  stopping.addEventListener('abort', leave);
  try {
    res.write(said([], { first: true }));
    while (entries.length > 0) {
      if (!res.write(said(entries, { first: false }))) await once(res, 'drain', { signal: gone.signal });
      // A stop in the middle must not look like the end.
      if (stopping.aborted) return void res.destroy();
      const last = entries.at(-1)?.number ?? 0;
      entries = entries.length < atATime ? [] : await store.audit.after(last, filter, atATime);
    }
    res.end();
  } catch (error) {
    if (!gone.signal.aborted) throw error;
    res.destroy();
  } finally {
    stopping.removeEventListener('abort', leave);
  }
}
