import { asc, isNull, sql as raw } from 'drizzle-orm';
import { hashed, hashOf } from './audit-entry.ts';
import type { Sql } from './database.ts';
import type { Log } from './log.ts';
import { auditChain, history } from './schema.ts';
import { isStorageFault } from './storage-fault.ts';

/** How long an entry waits for company. */
const patienceMs = 1000;
/** How often each process looks for what another one noted and did not chain, because it died. */
const lookEveryMs = 5000;
const atATime = 500;

/** The row that says where the chain begins and ends. */
export async function beginChain(sql: Sql): Promise<void> {
  await sql.insert(auditChain).values({}).onConflictDoNothing();
}

/**
 * Gives the entries that have none their numbers and hashes, in the order of their arrival. Of several processes that
 * do so at once one moves the head of the chain, and the others find it moved: their statement changes nothing.
 * Answers whether there may be more to do.
 */
async function chainSome(sql: Sql): Promise<boolean> {
  const rows = await sql
    .select({ entry: history, head: { number: auditChain.headNumber, hash: auditChain.headHash } })
    .from(auditChain)
    .innerJoin(history, isNull(history.number))
    .orderBy(asc(history.id))
    .limit(atATime);
  const [first] = rows;
  if (!first) return false;
  let head = first.head;
  const links = rows.map(({ entry }) => {
    const link = { number: head.number + 1, previous: head.hash };
    const hash = hashOf(hashed(entry, link));
    head = { number: link.number, hash };
    return { id: entry.id, ...link, hash };
  });
  const { rows: moved } = await sql.execute<{ id: string }>(raw`with moved as (
      update audit_chain set head_number = ${head.number}::bigint, head_hash = ${head.hash}
      where head_number = ${first.head.number}::bigint and head_hash = ${first.head.hash} returning 1
    )
    update history set number = link.number, previous = link.previous, hash = link.hash
    from moved, json_to_recordset(${JSON.stringify(links)}::json)
      as link (id bigint, number bigint, previous text, hash text)
    where history.id = link.id and history.number is null returning history.id`);
  return moved.length === 0 || rows.length === atATime;
}

export interface Chainer {
  /** Something was noted; it is chained within seconds. */
  soon(): void;
  /** What was noted until now is chained when it resolves. */
  chain(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Chains what this process and others note, beside their transactions: whoever notes something waits for nobody, and
 * the order is made by one statement at a time.
 */
export function openChainer({ sql, log }: { sql: Sql; log: Log }): Chainer {
  let last: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let failing = false;

  const pass = async () => {
    while (await chainSome(sql));
  };
  const chain = () => {
    clearTimeout(timer);
    timer = undefined;
    last = last.catch(() => undefined).then(pass);
    return last;
  };
  const quietly = async () => {
    try {
      await chain();
      failing = false;
    } catch (err) {
      // Nothing is lost: the entries stay, and are chained at one of the next looks.
      if (!failing && !isStorageFault(err)) log('warn', 'The audit log could not be chained', { err });
      failing = true;
    }
  };
  const looking = setInterval(() => void quietly(), lookEveryMs).unref();
  return {
    soon: () => {
      timer ??= setTimeout(() => void quietly(), patienceMs).unref();
    },
    chain,
    close: async () => {
      clearInterval(looking);
      const left = timer !== undefined;
      clearTimeout(timer);
      await last.catch(() => undefined);
      if (left && !failing) await quietly();
    },
  };
}
