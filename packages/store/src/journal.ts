import { isLive, LeaseLost } from '@vplus/contracts';
import { asc, eq } from 'drizzle-orm';
import type { ActiveJob, Known } from './active-jobs.ts';
import type { Context } from './context.ts';
import { storable } from './database.ts';
import { groupedWrites } from './grouped-writes.ts';
import { outcomeOf } from './history.ts';
import { heldBy } from './run-record.ts';
import { runs, steps } from './schema.ts';
import { fromStore } from './step-in-store.ts';
import type { Job, Journal } from './store.ts';
import { type Note, type Patch, type Written, writeMoment } from './write-moment.ts';

/** What a write has proved of the lease serves for so long: as long as a remote write is on its way anyway. */
const provedMs = 500;

/** Where the worker of one run writes down what it does; an old worker that wakes finds its lease gone. */
export function openJournal(
  context: Context,
  { runId, lease }: Pick<Job, 'runId' | 'lease'>,
  active: ActiveJob | undefined,
): Journal {
  const { sql, clock, chainer } = context;
  const where = heldBy(runId, lease);
  let known: Promise<Known> | null = active ? Promise.resolve(active.taken) : null;
  let asking: Promise<void> | null = null;
  const written: Written = { rows: new Map(), permissions: null };
  let provedAt = Number.NEGATIVE_INFINITY;

  const held = <T>(found: T | null | undefined): T => {
    if (found) return found;
    const lost = new LeaseLost(runId);
    active?.control.abort(lost);
    throw lost;
  };

  const read = async (): Promise<Known> => {
    const { verb, state, connected, finishedAt, unchanged } = runs;
    const rows = await sql
      .select({ verb, standing: { state, connected, finishedAt, unchanged }, id: steps.id })
      .from(runs)
      .leftJoin(steps, eq(steps.runId, runs.id))
      .where(where);
    const { verb: ofRun, standing } = held(rows[0]);
    return { stepIds: new Set(rows.flatMap(({ id }) => id ?? [])), standing, verb: ofRun };
  };
  const knowing = (): Promise<Known> => {
    known ??= read().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };

  const writes = groupedWrites<Note | Patch>(async (moment) => {
    const now = await knowing();
    const begunAt = performance.now();
    now.standing = held(await writeMoment(context, { runId, lease, standing: now.standing, written }, moment));
    provedAt = begunAt;
  });
  const ask = async () => {
    const [run] = await sql.select({ id: runs.id }).from(runs).where(where);
    held(run);
  };

  return {
    load: async () => {
      await writes.flush();
      const rows = await sql.select().from(steps).where(eq(steps.runId, runId)).orderBy(asc(steps.position));
      return rows.map(({ id, ...step }) => fromStore(id, step));
    },
    record: async (step, text, { soon = false, state, facts } = {}) => {
      const { stepIds } = await knowing();
      if (!stepIds.has(step.id)) throw new Error(`Run ${runId} has no step ${step.id}`);
      writes.add({
        at: new Date(clock.now()),
        text: storable(text),
        step: storable(step),
        change: state ? { state } : {},
        ...(facts ? { connection: storable({ facts }) } : {}),
      });
      if (!soon) await writes.flush();
    },
    remember: async (patch) => {
      if (Object.keys(patch).length > 0) writes.add({ remembers: storable(patch) });
    },
    stillHeld: async () => {
      await writes.flush();
      if (performance.now() - provedAt < provedMs) return;
      asking ??= Promise.resolve().then(() => {
        asking = null;
        return ask();
      });
      await asking;
    },
    setRun: async ({ wipe, finished, watched = false, connection, ...change }, text) => {
      const at = new Date(clock.now());
      const over = finished || !isLive(change);
      const ended = over ? { finishedAt: at } : {};
      const outcome = over ? change.state : change.connected ? 'connected' : null;
      const noted = outcome ? { outcome: outcomeOf((await knowing()).verb, outcome) } : {};
      const lets = !isLive(change) || (change.state === 'needs-you' && !watched);
      writes.add({
        at,
        text: storable(text),
        change: { ...change, ...ended, ...(lets ? { lease: null } : {}) },
        ...(wipe ? { wipe } : {}),
        ...(connection ? { connection: storable(connection) } : {}),
        ...noted,
      });
      await writes.flush();
      if (lets && active) active.isLeft = true;
      if (outcome) chainer.soon();
    },
  };
}
