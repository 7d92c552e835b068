import type { StepRecord, UnwordedStep } from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Sql } from './database.ts';
import { inHistory } from './event-in-history.ts';
import { notification } from './notifications.ts';
import { runs, steps } from './schema.ts';
import { fromStore, toStore } from './step-in-store.ts';

export type RunRecord = typeof runs.$inferSelect;
export type RunChange = Partial<Omit<RunRecord, 'version' | 'timesTaken'>> & { timesTaken?: number | SQL };

export const instantOf = (date: Date | null): string | null => date?.toISOString() ?? null;

/** Only while the worker that asks still holds the run. */
export const heldBy = (runId: string, lease: string): SQL | undefined => and(eq(runs.id, runId), eq(runs.lease, lease));

/** A step as a screen may see it: without what the steps hand to each other. */
export function viewOf(title: Words, step: StepRecord): UnwordedStep {
  const { output: _, intent: __, made: ___, ...view } = step;
  return { ...view, title };
}

/**
 * The one way in which a run changes: the next version, one event of that number, and a word to the subscribers.
 * Answers null, and changes nothing, where no run fits `where`: the lease is gone, or the run is not in that state.
 */
export async function changeRun(
  tx: Sql,
  input: { where: SQL | undefined; change?: RunChange; text: Words; step?: StepRecord; at: Date },
): Promise<RunRecord | null> {
  const [run] = await tx
    .update(runs)
    .set({ ...input.change, version: sql`${runs.version} + 1` })
    .where(input.where)
    .returning();
  if (!run) return null;
  const { state: runState, connected, unchanged } = run;
  const standing = { runState, connected, unchanged, finishedAt: instantOf(run.finishedAt) };
  const data = inHistory(standing, input.text, input.step);
  await tx.execute(sql`with told as (
      insert into events (run_id, number, at, data)
      values (${run.id}, ${run.version}, ${input.at.toISOString()}::timestamptz, ${JSON.stringify(data)}::jsonb)
    ) select ${notification('events', run.id)}`);
  return run;
}

/** Rewrites steps with an event each, where `change` answers a new one. Only for runs that no worker holds. */
export async function changeSteps(
  tx: Sql,
  input: { runId: string; text: Words; at: Date; change: (step: StepRecord) => StepRecord | null },
): Promise<void> {
  const rows = await tx.select().from(steps).where(eq(steps.runId, input.runId)).orderBy(steps.position);
  for (const { id, ...kept } of rows) {
    const step = input.change(fromStore(id, kept));
    if (!step) continue;
    await tx
      .update(steps)
      .set(toStore(step))
      .where(and(eq(steps.runId, input.runId), eq(steps.id, id)));
    const { text, at } = input;
    await changeRun(tx, { where: eq(runs.id, input.runId), text, at, step });
  }
}
