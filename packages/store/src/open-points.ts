import type { UnwordedOpenPoint } from '@vplus/contracts';
import { message, type Words } from '@vplus/messages';
import { and, eq, inArray, sql as raw } from 'drizzle-orm';
import type { Sql } from './database.ts';
import { steps } from './schema.ts';
import type { StoredRecord } from './step-in-store.ts';

const open = ['failed', 'needs-you', 'done-with-attention'];

/** What a run failed at or left to a person, in the order of its steps. */
export async function openPointsOf(sql: Sql, runId: string): Promise<UnwordedOpenPoint[]> {
  const rows = await sql
    .select({ title: steps.title, record: steps.record })
    .from(steps)
    .where(and(eq(steps.runId, runId), inArray(raw`${steps.record} ->> 'state'`, open)))
    .orderBy(steps.position);
  return rows.map(({ title, record }) => ({
    runId: runId as UnwordedOpenPoint['runId'],
    title,
    state: record.state,
    text: textOf(record),
  }));
}

/** A question says what to do, a problem what happened; a detail is what was seen. */
function textOf({ ask, problem, detail, state }: StoredRecord): Words {
  if (state === 'failed' && problem)
    return message('text.problem-with-remedy', { title: problem.title, remedy: problem.remedy });
  return ask?.text ?? detail ?? problem?.title ?? '';
}
