import { isLive, Problem, RecordFacts, type RecordView, type UnwordedRecord, type UnwordedRun } from '@vplus/contracts';
import { rendered } from '@vplus/messages';
import { canonicalHash, canonicalText, type Memory, recordOf } from '@vplus/tenant-access';
import type { Parts } from './parts.ts';

type Keeper = Pick<Parts, 'store' | 'version'>;

/**
 * The record of a run. While it goes on, as it stands now. Once it has ended, as it was kept then: whatever becomes of
 * the connection later, and whichever version of the product is asked.
 */
export async function recordView(parts: Keeper, runId: string): Promise<RecordView> {
  const { store } = parts;
  const run = await store.runView(runId);
  if (!run) {
    // The run is not kept any more; its record is.
    const kept = await store.record(runId);
    if (!kept) throw new Problem('not-found');
    return viewOf(kept.facts, { hash: kept.hash, at: kept.finishedAt });
  }
  if (run.finishedAt === null || isLive(run)) return viewOf(await factsNow(parts, run), null);

  const kept = await keptRecord(parts, run, run.finishedAt);
  return viewOf(kept.facts, { hash: kept.hash, at: kept.finishedAt });
}

/** Keeps the record of a run that has ended. Done again by the first reader, should the process die before it. */
export async function keepRecord(parts: Keeper, runId: string): Promise<void> {
  const run = await parts.store.runView(runId);
  if (run?.finishedAt && !isLive(run)) await keptRecord(parts, run, run.finishedAt);
}

async function keptRecord(parts: Keeper, run: UnwordedRun, finishedAt: string) {
  const { store } = parts;
  const known = await store.record(run.id);
  if (known?.finishedAt === finishedAt) return known;

  const facts = await factsNow(parts, run);
  const record = { finishedAt, hash: canonicalHash(facts), facts };
  if (await store.keepRecord(run.id, record)) return record;
  const kept = await store.record(run.id);
  if (!kept) throw new Error(`The record of run ${run.id} was not kept`);
  return kept;
}

async function factsNow({ store, version }: Keeper, run: UnwordedRun): Promise<UnwordedRecord> {
  const [turn, sources] = await Promise.all([store.turn(run.id), store.runSources(run.id)]);
  if (!turn || !sources) throw new Error(`Run ${run.id} has lost its connection`);
  const { connection, tenant, view } = turn;
  return recordOf({
    product: { name: 'vPlus setup assistant', version },
    run,
    primaryDomain: tenant.primaryDomain,
    startedBy: sources.startedBy,
    deeds: sources.auditEntries,
    steps: sources.steps,
    sealings: sources.sealings,
    plan: view.planHash ? await store.plan(view.connectionId, view.planHash) : null,
    disconnectPlan: view.planHash ? await store.disconnectPlan(view.connectionId, view.planHash) : null,
    memory: connection.memory as Memory,
  });
}

const viewOf = (facts: UnwordedRecord, recorded: RecordView['recorded']): RecordView => ({
  version: facts.version ?? 1,
  facts: RecordFacts.parse(rendered(facts)),
  ...(facts.version === 2 ? { hashed: canonicalText(facts) } : {}),
  // Over what is there now: facts that somebody changed afterwards do not fit the hash in the history any more.
  hash: canonicalHash(facts),
  recorded,
});
