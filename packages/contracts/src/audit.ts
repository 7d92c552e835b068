import * as z from 'zod/mini';
import { Instant } from './ids.ts';
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
