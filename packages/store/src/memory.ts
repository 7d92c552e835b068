import { sql as raw } from 'drizzle-orm';
import type { Context } from './context.ts';
import { reveals, taskAnswers } from './schema.ts';
import type { Store } from './store.ts';

/**
 * All that is remembered of a connection, as one object, to be read in the same statement as the connection: what its
 * steps remember, the `answers` of people, and `revealed:` with the id of each credential that was shown.
 */
export const memoryOfConnection = raw<Record<string, unknown>>`(
  select coalesce(jsonb_object_agg(kept.key, kept.value), '{}') from (
    select key, value from remembered where connection_id = connections.id
    union all
    select 'answers', jsonb_object_agg(step_id,
      jsonb_build_object('answer', answer, 'by', answered_by, 'at', ${iso(raw`answered_at`)}))
    from task_answers where connection_id = connections.id having count(*) > 0
    union all
    select 'revealed:' || key_id, jsonb_build_object('by', revealed_to, 'at', ${iso(raw`revealed_at`)})
    from reveals where connection_id = connections.id
  ) kept)`;

/** What people did, each by a statement of its own; what steps remember goes through their run's journal. */
export function openAnswers({ sql }: Context): Pick<Store, 'answer' | 'reveal'> {
  return {
    answer: async (connectionId, stepId, { answer, by, at }) => {
      const told = { answer, answeredBy: by, answeredAt: new Date(at) };
      await sql
        .insert(taskAnswers)
        .values({ connectionId, stepId, ...told })
        .onConflictDoUpdate({ target: [taskAnswers.connectionId, taskAnswers.stepId], set: told });
    },
    reveal: async (connectionId, keyId, { by, at }) => {
      const shown = await sql
        .insert(reveals)
        .values({ connectionId, keyId, revealedTo: by, revealedAt: new Date(at) })
        .onConflictDoNothing()
        .returning({ keyId: reveals.keyId });
      return shown.length === 1;
    },
  };
}

function iso(instant: ReturnType<typeof raw>) {
  return raw`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
