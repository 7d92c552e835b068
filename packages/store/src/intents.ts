import type { Intent } from '@vplus/contracts';
import { and, asc, eq, gt, sql as raw } from 'drizzle-orm';
import type { Context } from './context.ts';
import { runs, steps } from './schema.ts';
import type { Store } from './store.ts';

/** What a disconnect has to know of the runs before it. */
export function openIntents({ sql }: Context): Pick<Store, 'intentsOf'> {
  return {
    intentsOf: async (connectionId) => {
      const undone = raw`coalesce((select max(${runs.finishedAt}) from ${runs}
        where ${runs.connectionId} = ${connectionId} and ${runs.verb} = 'disconnect'
          and ${runs.state} in ('done', 'done-with-attention')), '-infinity')`;
      const rows = await sql
        .select({ id: steps.id, record: steps.record, startedAt: runs.startedAt })
        .from(steps)
        .innerJoin(runs, eq(runs.id, steps.runId))
        .where(and(eq(runs.connectionId, connectionId), eq(runs.verb, 'connect'), gt(runs.startedAt, undone)))
        .orderBy(asc(runs.startedAt));
      const intents = new Map<string, Intent>();
      for (const { id, record } of rows) {
        const { intent } = record;
        const first = intents.get(id);
        if (intent) intents.set(id, first ? { ...first, latest: intent.latest ?? intent.at } : intent);
      }
      return intents;
    },
  };
}
