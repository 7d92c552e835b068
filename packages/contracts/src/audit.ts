import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { Instant, RunId, TenantId } from './ids.ts';
import { ProblemView } from './problems.ts';
import { Text } from './text.ts';

/**
 * As what somebody acted: by which line of the table of rights, by an approval link that they were sent, or the
 * assistant by itself.
 */
export const ActorRole = z.enum(['operator', 'administrator', 'reader', 'approval-link', 'assistant']);
export type ActorRole = z.infer<typeof ActorRole>;

/** Who did something, as what and from where. */
export interface Actor {
  name: string;
  /** Ids of the person's token; null: the assistant itself. */
  tenantId: string | null;
  objectId: string | null;
  /** null: somebody without the right to it, and whoever an earlier build noted. */
  as: ActorRole | null;
  /** The address that the request came from, as the trusted proxies tell it. */
  from: string | null;
}

/**
 * deed: somebody started, approved, took up, cancelled or took away. answer: what a person said of a task. disclosure: a
 * credential was shown. look: what was shown or taken out beside that. outcome: how a run ended. record: the hash of a
 * run's record. refusal: somebody tried what they may not. upkeep: what the log says of itself.
 */
export const AuditKind = z.enum(['deed', 'answer', 'disclosure', 'look', 'outcome', 'record', 'refusal', 'upkeep']);
export type AuditKind = z.infer<typeof AuditKind>;

/** One entry of the audit log. Its hash is over all members but `hash` itself, as canonical JSON. */
export const AuditEntry = z.object({
  /** Over the whole installation, without a gap. */
  number: z.number(),
  at: Instant,
  kind: AuditKind,
  who: z.object({ name: z.string(), tenantId: z.nullable(z.string()), objectId: z.nullable(z.string()) }),
  as: z.nullable(ActorRole),
  from: z.nullable(z.string()),
  what: Text,
  /** null: of the installation as a whole. */
  tenantId: z.nullable(z.string()),
  runId: z.nullable(z.string()),
  /** Noted by a build before there was a chain: since then, not since it happened, it is known to be unchanged. */
  broughtOver: z.optional(z.literal(true)),
  /** Hash (SHA-256, hex) of the entry with the number before; of the first: zeros. */
  previous: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
/** As it is kept and hashed: what happened is a message, or a sentence of an earlier build. */
export type UnwordedAuditEntry = z.input<typeof AuditEntry>;

/**
 * How a chain is broken. altered: an entry does not fit its own hash. unlinked: it does not name the hash of the one
 * before. missing: there is no entry of that number. extra: there is one of a number that cannot be.
 */
export const ChainBreak = z.enum(['altered', 'unlinked', 'missing', 'extra']);
export type ChainBreak = z.infer<typeof ChainBreak>;

/** How the chain of entries stands, as far as it was looked at. */
export const AuditState = z.object({
  /** The newest verification; null: none has come to its end since the process started. */
  verified: z.nullable(
    z.object({
      at: Instant,
      /** How many entries it looked at; `whole`: all. */
      entries: z.number(),
      whole: z.boolean(),
      head: z.object({ number: z.number(), hash: z.string() }),
    }),
  ),
  /** The last entry that was deleted because it was old. */
  cut: z.nullable(z.object({ number: z.number(), hash: z.string(), at: Instant })),
  /** An entry does not fit. */
  problem: z.nullable(ProblemView),
});
export type AuditState = z.infer<typeof AuditState>;

export const AuditPage = z.object({
  /** The newest first, each with the name of its tenant as it is now, which is not hashed. */
  entries: z.array(z.object({ ...AuditEntry.shape, tenantName: z.nullable(z.string()) })),
  /** `before` of the next page; null: there is none. */
  next: z.nullable(z.number()),
  chain: AuditState,
});
export type AuditPage = z.infer<typeof AuditPage>;

const number = () => z.coerce.number().check(z.int(), z.gte(0), z.lte(Number.MAX_SAFE_INTEGER));

const filter = {
  /** In who, what and tenant, whatever the case of letters. */
  search: z.optional(z.string().check(z.maxLength(200))),
  /** From this moment on. */
  since: z.optional(Instant),
  /** Up to before this moment. */
  until: z.optional(Instant),
  runId: z.optional(RunId),
};
const paging = {
  /** Entries before this number. */
  before: z.optional(number()),
  size: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(200))),
};
const exporting = {
  /** Entries after this number: the last one that came before, or 0. */
  after: z.optional(number()),
  /** jsonl: each entry as it is hashed, with its hash. csv: for a spreadsheet. */
  format: z.optional(z.enum(['jsonl', 'csv'])),
};
const ofTenant = { params: z.object({ tenantId: TenantId }) };
const anyTenant = { tenantId: z.optional(TenantId) };

const PageQuery = z.object({ ...filter, ...paging });
export type AuditQuery = z.infer<typeof PageQuery>;
const ExportQuery = z.object({ ...filter, ...exporting });
export type AuditExportQuery = z.infer<typeof ExportQuery>;

export const listAudit = endpoint({
  id: 'listAudit',
  summary: 'The audit log over all tenants, a page at a time, the newest entries first; for operators',
  method: 'GET',
  path: '/audit',
  query: z.object({ ...PageQuery.shape, ...anyTenant }),
  reply: AuditPage,
});

export const exportAudit = endpoint({
  id: 'exportAudit',
  summary: 'The audit log over all tenants as a file, the oldest entries first; for operators',
  method: 'GET',
  path: '/audit/export',
  query: z.object({ ...ExportQuery.shape, ...anyTenant }),
  reply: z.string(),
});

export const listTenantAudit = endpoint({
  id: 'listTenantAudit',
  summary: 'The audit log of one tenant, a page at a time, the newest entries first',
  method: 'GET',
  path: '/tenants/:tenantId/audit',
  ...ofTenant,
  query: PageQuery,
  reply: AuditPage,
});

export const exportTenantAudit = endpoint({
  id: 'exportTenantAudit',
  summary: 'The audit log of one tenant as a file, the oldest entries first',
  method: 'GET',
  path: '/tenants/:tenantId/audit/export',
  ...ofTenant,
  query: ExportQuery,
  reply: z.string(),
});
