import { sql as raw } from 'drizzle-orm';
import type { Context } from './context.ts';

/** Of how many of the newest connects, and how many there must be before they say something. */
const connects = 200;
const fewest = 5;

/**
 * How long each step usually takes here, in milliseconds: the median over the newest connects of all tenants in which
 * it made something. It reads a bounded number of rows; what waits for a person is an outlier and does not count.
 */
export async function usualDurations({ sql }: Pick<Context, 'sql'>): Promise<Map<string, number>> {
  const { rows } = await sql.execute<{ id: string; ms: number }>(raw`
    select id, (percentile_cont(0.5) within group (order by took) * 1000)::float8 as ms
    from (
      select s.id, extract(epoch from (s.record ->> 'finishedAt')::timestamptz - (s.record ->> 'startedAt')::timestamptz) as took
      from (select id from runs where verb = 'connect' and connected order by started_at desc limit ${connects}) r
      join steps s on s.run_id = r.id
      where (s.record ->> 'made')::boolean and s.record ->> 'state' like 'done%' and s.record ->> 'startedAt' is not null
    ) finished
    where took > 0
    group by id having count(*) >= ${fewest}`);
  return new Map(rows.map(({ id, ms }) => [id, ms]));
}
