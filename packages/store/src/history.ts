import type { Actor, AuditKind } from '@vplus/contracts';
import { message, type Words } from '@vplus/messages';
import { sql as raw, type SQL } from 'drizzle-orm';
import type { Context } from './context.ts';
import { type Sql, storable } from './database.ts';
import { history } from './schema.ts';

/** What the assistant does by itself it does under this name. */
export const assistant: Actor = {
  name: 'vPlus setup assistant',
  tenantId: null,
  objectId: null,
  as: 'assistant',
  from: null,
};

export interface NewEntry {
  /** null: of the installation as a whole. */
  tenantId: string | null;
  kind: AuditKind;
  by: Actor;
  what: Words;
  at: Date;
  runId?: string;
}

/** An entry of the audit log; with `tx`, in the same transaction as the deed. It is chained to the others soon after. */
export async function note({ chainer }: Pick<Context, 'chainer'>, tx: Sql, entry: NewEntry): Promise<void> {
  const { tenantId, kind, by, what, at, runId = null } = entry;
  const { name, tenantId: whoTenantId, objectId: whoObjectId, as: actedAs, from: cameFrom } = by;
  await tx.insert(history).values({
    tenantId,
    kind,
    ...storable({ who: name, what }),
    whoTenantId,
    whoObjectId,
    actedAs,
    cameFrom,
    at,
    runId,
  });
  chainer.soon();
}

/** What a worker notes of a run that it holds: `connected`, or how it ended. */
export const outcomeOf = (verb: string, state: 'connected' | 'done' | 'done-with-attention' | string): Words =>
  state === 'connected'
    ? message('history.connected')
    : message('history.ended', { verb, state: state === 'done-with-attention' ? 'attention' : state });

/** The part of a `with` that notes an outcome in the statement that brings it about; it reads the run from `run`. */
export const noting = (
  { at, what }: { at: Date; what: Words },
  nth: number,
): SQL => raw`, ${raw.identifier(`noted_${nth}`)} as (
  insert into history (tenant_id, at, kind, who, acted_as, what, run_id)
  select run.tenant_id, ${at.toISOString()}::timestamptz, 'outcome', ${assistant.name}, ${assistant.as},
    ${JSON.stringify(what)}::jsonb, run.id from run)`;
