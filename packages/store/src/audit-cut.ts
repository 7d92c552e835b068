import { message } from '@vplus/messages';
import { and, asc, gt, lte } from 'drizzle-orm';
import type { Context } from './context.ts';
import { assistant, note } from './history.ts';
import { auditChain, history } from './schema.ts';

const dayMs = 24 * 60 * 60_000;
/** So many at a time, so that nobody waits for a great clean-up. */
const atATime = 5000;

/**
 * Deletes the entries at the front of the audit log that are older than `days`, up to the first that is not, and notes
 * it. Number and hash of the last one stay, so that what follows can still be verified. Once a day, or each note of
 * it would be the next thing to delete; again at once while there is much.
 */
export async function cutAudit({ sql, chainer, clock }: Pick<Context, 'sql' | 'chainer' | 'clock'>, days: number) {
  const now = clock.now();
  const before = now - days * dayMs;
  await sql.transaction(async (tx) => {
    const [chain] = await tx.select().from(auditChain).for('update');
    if (!chain) return;
    const front = await tx
      .select({ number: history.number, hash: history.hash, at: history.at })
      .from(history)
      .where(and(gt(history.number, chain.cutNumber), lte(history.number, chain.headNumber)))
      .orderBy(asc(history.number))
      .limit(atATime);
    const kept = front.findIndex(({ at }) => at.getTime() >= before);
    const old = kept === -1 ? front : front.slice(0, kept);
    const last = old.at(-1);
    const cutToday = chain.cutAt !== null && now - chain.cutAt.getTime() < dayMs;
    if (!last?.number || !last.hash || (cutToday && old.length < atATime)) return;
    const cut = { cutNumber: last.number, cutHash: last.hash, cutAt: new Date(now) };
    await tx.update(auditChain).set(cut);
    await tx.delete(history).where(lte(history.number, last.number));
    const what = message('history.cut', { number: last.number, days, hash: last.hash });
    await note({ chainer }, tx, { tenantId: null, kind: 'upkeep', by: assistant, what, at: new Date(now) });
  });
}
