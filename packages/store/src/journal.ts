import { LeaseLost } from '@vplus/contracts';
import { and, asc, eq } from 'drizzle-orm';
import type { Context } from './context.ts';
import { storable } from './database.ts';
import { changeRun, heldBy, isLive, viewOf } from './run-record.ts';
import { runs, steps } from './schema.ts';
import type { Job, Journal } from './store.ts';

/** Where the worker of one run writes down what it does; an old worker that wakes finds its lease gone. */
export function openJournal(
  context: Context,
  { runId, lease }: Pick<Job, 'runId' | 'lease'>,
  onLeaseLost: (error: LeaseLost) => void,
): Journal {
  const { sql, vault, clock } = context;
  const where = heldBy(runId, lease);
  let titles: Map<string, string> | null = null;

  const readTitles = async () => {
    const rows = await sql.select({ id: steps.id, title: steps.title }).from(steps).where(eq(steps.runId, runId));
    return new Map(rows.map(({ id, title }) => [id, title]));
  };

  const held = <T>(found: T | null): T => {
    if (found) return found;
    const lost = new LeaseLost(runId);
    onLeaseLost(lost);
    throw lost;
  };

  return {
    load: async () => {
      const rows = await sql.select().from(steps).where(eq(steps.runId, runId)).orderBy(asc(steps.position));
      return rows.map(({ record }) => record);
    },
    record: async (step, text) => {
      const record = storable(step);
      titles ??= await readTitles();
      const title = titles.get(step.id);
      if (title === undefined) throw new Error(`Run ${runId} has no step ${step.id}`);
      const at = new Date(clock.now());
      await sql.transaction(async (tx) => {
        // The run's row first, as everywhere: two transactions never wait for each other.
        held(await changeRun(tx, { where, text: storable(text), step: viewOf(title, record), at }));
        await tx
          .update(steps)
          .set({ record })
          .where(and(eq(steps.runId, runId), eq(steps.id, step.id)));
      });
    },
    stillHeld: async () => {
      const [run] = await sql.select({ id: runs.id }).from(runs).where(where);
      held(run ?? null);
    },
    setRun: async (change, text) => {
      const { wipe, finished, watched = false, ...kept } = change;
      const at = new Date(clock.now());
      const ended = finished || !isLive(change.state) ? { finishedAt: at } : {};
      const left = change.state === 'needs-you' && !watched ? { lease: null } : {};
      await sql.transaction(async (tx) => {
        held(await changeRun(tx, { where, change: { ...kept, ...ended, ...left }, text: storable(text), at }));
        if (wipe === 'all') await vault.wipeAll(tx, runId);
        else for (const purpose of wipe ?? []) await vault.wipe(tx, runId, purpose);
      });
    },
  };
}
