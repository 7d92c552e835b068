import { sql as raw, type SQL } from 'drizzle-orm';
import type { Context } from './context.ts';
import type { Store } from './store.ts';

/** Of how many of the newest connects, and how many there must be before they say something. */
const connects = 200;
const fewest = 5;
/** What is usual does not change from one run to the next. */
const keptMs = 10 * 60_000;

/**
 * How long each step usually takes here, in milliseconds: the median over the newest connects of all tenants in which
 * it made something. What waits for a person is an outlier and does not count. Asked for at every job, and so read
 * once in ten minutes, over a number of rows that does not grow.
 */
export function openDurations({ sql, clock }: Pick<Context, 'sql' | 'clock'>): Pick<Store, 'usualDurations'> {
  let known: { at: number; durations: Promise<Map<string, number>> } | null = null;
  const read = async () => {
    const { rows } = await sql.execute<{ id: string; ms: number }>(medians);
    return new Map(rows.map(({ id, ms }) => [id, ms]));
  };
  return {
    usualDurations: () => {
      if (known && clock.now() - known.at < keptMs) return known.durations;
      const durations = read();
      known = { at: clock.now(), durations };
      durations.catch(() => {
        known = null;
      });
      return durations;
    },
  };
}

/** For `EXPLAIN` as well: the index on the newest connects serves it. */
export const medians: SQL = raw`
  select id, (percentile_cont(0.5) within group (order by took) * 1000)::float8 as ms
  from (
    select s.id, extract(epoch from (s.record ->> 'finishedAt')::timestamptz - (s.record ->> 'startedAt')::timestamptz) as took
    from (select id from runs where verb = 'connect' and connected order by started_at desc limit ${raw.raw(String(connects))}) r
    join steps s on s.run_id = r.id
    where (s.record ->> 'made')::boolean and s.record ->> 'state' like 'done%' and s.record ->> 'startedAt' is not null
  ) finished
  where took > 0
  group by id having count(*) >= ${raw.raw(String(fewest))}`;
