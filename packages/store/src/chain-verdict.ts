import type { ChainBreak } from '@vplus/contracts';
import { and, asc, eq, gt, lte, sql as raw, type SQL } from 'drizzle-orm';
import { chained, hashOf } from './audit-entry.ts';
import type { Sql } from './database.ts';
import { auditChain, history } from './schema.ts';
import type { ChainVerdict } from './store.ts';

/** So many at a time: others use the same database. */
const atATime = 1000;

type Entry = NonNullable<ReturnType<typeof chained>>;
interface Place {
  number: number;
  hash: string;
}

/**
 * Holds the entries of the audit log against their hashes, from where it was last cut, or the newest only. The first
 * that does not fit is named.
 */
export async function verifyChain(
  sql: Sql,
  { newest, signal }: { newest?: number; signal?: AbortSignal } = {},
): Promise<ChainVerdict> {
  let begun = await beginning(sql, newest);
  let at = begun.after;
  let entries = 0;
  if (begun.broken) return { entries, after: at, head: begun.head, broken: begun.broken };
  for (;;) {
    signal?.throwIfAborted();
    const { cut, head, beyond, found } = await look(sql, at.number);
    if (cut.number > at.number) {
      // Cut meanwhile, beyond where we are: what is gone is nobody's fault.
      begun = { ...begun, after: cut };
      at = cut;
      continue;
    }
    for (const entry of found) {
      const why = faultOf(entry, at, head);
      if (why) return { entries, after: begun.after, head, broken: { number: numberOf(why, entry, at), why } };
      at = { number: entry.number, hash: entry.hash };
      entries += 1;
    }
    const over = at.number >= head.number;
    if (!over && found.length === 0)
      return { entries, after: begun.after, head, broken: { number: at.number + 1, why: 'missing' } };
    if (!over) continue;
    const end = { entries, after: begun.after, head };
    if (at.hash !== head.hash) return { ...end, broken: { number: at.number, why: 'altered' } };
    return { ...end, broken: beyond === null ? null : { number: beyond, why: 'extra' } };
  }
}

/** What lies before the first entry that is looked at, and an entry that lies before what was cut. */
async function beginning(sql: Sql, newest: number | undefined) {
  const [chain] = await sql.select({ ...ends, lowest: lowest(raw``) }).from(auditChain);
  const cut = { number: chain?.cutNumber ?? 0, hash: chain?.cutHash ?? '' };
  const head = { number: chain?.headNumber ?? 0, hash: chain?.headHash ?? '' };
  const first = chain?.lowest ?? cut.number + 1;
  const why = chain ? ('extra' as const) : ('missing' as const);
  const broken = chain && first > cut.number ? null : { number: first, why };
  const from = newest === undefined ? 0 : head.number - newest;
  if (from <= cut.number) return { after: cut, head, broken };
  const [row] = await sql.select().from(history).where(eq(history.number, from));
  return { after: row?.hash ? { number: from, hash: row.hash } : cut, head, broken };
}

const { cutNumber, cutHash, headNumber, headHash } = auditChain;
const ends = { cutNumber, cutHash, headNumber, headHash };
const lowest = (where: SQL) =>
  raw<number | null>`(select min(number)::float8 from history ${where})`.mapWith((number) => number);

/** One statement, so that what is appended or cut meanwhile is no fault. */
async function look(sql: Sql, after: number) {
  const rows = await sql
    .select({ chain: { ...ends, beyond: lowest(raw`where number > head_number`) }, entry: history })
    .from(auditChain)
    .leftJoin(history, and(gt(history.number, after), lte(history.number, after + atATime)))
    .orderBy(asc(history.number));
  const chain = rows[0]?.chain;
  return {
    cut: { number: chain?.cutNumber ?? 0, hash: chain?.cutHash ?? '' },
    head: { number: chain?.headNumber ?? 0, hash: chain?.headHash ?? '' },
    /** A number that the chain has not come to. */
    beyond: chain?.beyond ?? null,
    found: rows.flatMap(({ entry }) => (entry && chained(entry)) ?? []),
  };
}

function faultOf(entry: Entry, before: Place, head: Place): ChainBreak | null {
  if (entry.number > before.number + 1) return 'missing';
  if (entry.number <= before.number || entry.number > head.number) return 'extra';
  if (entry.previous !== before.hash) return 'unlinked';
  const { hash, ...rest } = entry;
  return hashOf(rest) === hash ? null : 'altered';
}

/** A gap is named by the first number that is missing. */
const numberOf = (why: ChainBreak, entry: Entry, before: Place): number =>
  why === 'missing' ? before.number + 1 : entry.number;
