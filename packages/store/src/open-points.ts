import type { StepRecord, TenantView } from '@vplus/contracts';
import { and, eq, inArray, sql as raw } from 'drizzle-orm';
import type { Sql } from './database.ts';
import { steps } from './schema.ts';

const open = ['failed', 'needs-you', 'done-with-attention'];

/** What a run failed at or left to a person, in the order of its steps. */
export async function openPointsOf(sql: Sql, runId: string): Promise<TenantView['openPoints']> {
  const rows = await sql
    .select({ title: steps.title, record: steps.record })
    .from(steps)
    .where(and(eq(steps.runId, runId), inArray(raw`${steps.record} ->> 'state'`, open)))
    .orderBy(steps.position);
  return rows.map(({ title, record }) => ({
    runId: runId as TenantView['openPoints'][number]['runId'],
    title,
    state: record.state,
    text: textOf(record),
  }));
}

/** A question says what to do, a problem what happened; a detail is what was seen. */
function textOf({ ask, problem, detail, state }: StepRecord): string {
  if (state === 'failed' && problem) return `${problem.title}. ${problem.remedy}`;
  return ask?.text ?? detail ?? problem?.title ?? '';
}
