import { once } from 'node:events';
import { MessageError, message, type Words } from '@vplus/messages';
import { sql as raw } from 'drizzle-orm';
import { verifyChain } from './chain-verdict.ts';
import type { Database } from './database.ts';
import { faultOf } from './fault-words.ts';
import type { ChainVerdict } from './store.ts';

/** What goes over the line. */
export type Said = { verdict: ChainVerdict } | { refused: Words };

/** What the process that holds the folder does when it is asked. */
export async function answerVerify(database: Pick<Database, 'sql'>, line: NodeJS.WritableStream): Promise<void> {
  const said: Said = await verdictOf(database).then(
    (verdict) => ({ verdict }),
    (error: unknown) => ({ refused: faultOf(error) }),
  );
  if (!line.write(`${JSON.stringify(said)}\n`)) await once(line, 'drain');
  line.end();
}

/** Nothing is written and nothing is migrated. */
export async function verdictOf({ sql }: Pick<Database, 'sql'>): Promise<ChainVerdict> {
  const { rows } = await sql.execute<{ there: boolean }>(
    raw`select to_regclass('public.audit_chain') is not null as there`,
  );
  if (!rows[0]?.there) throw new MessageError(message('audit.older'));
  return await verifyChain(sql);
}
