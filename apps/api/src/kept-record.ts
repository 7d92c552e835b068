import { isLive, Problem, RecordFacts, type RecordView, type UnwordedRecord } from '@vplus/contracts';
import { rendered } from '@vplus/messages';
import type { Turn } from '@vplus/store';
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
  const { finishedAt } = run;
  if (finishedAt === null || isLive(run)) return viewOf(await factsNow(parts, await turnOf(parts, runId)), null);

  const known = await store.record(runId);
  const isKept = known?.finishedAt === finishedAt;
  const kept = isKept ? known : await keptRecord(parts, await turnOf(parts, runId), finishedAt);
  return viewOf(kept.facts, { hash: kept.hash, at: kept.finishedAt });
}

/** Keeps the record of a run that has ended. Done again by the first reader, should the process die before it. */
export async function keepRecord(parts: Keeper, runId: string): Promise<void> {
  const turn = await parts.store.turn(runId);
  if (turn?.view.finishedAt && !isLive(turn.view)) await keptRecord(parts, turn, turn.view.finishedAt);
}

async function keptRecord(parts: Keeper, turn: Turn, finishedAt: string) {
  const { store } = parts;
  const { id } = turn.view;
  const facts = await factsNow(parts, turn);
  const record = { finishedAt, hash: canonicalHash(facts), facts };
  if (await store.keepRecord(id, record)) return record;
  const kept = await store.record(id);
  if (!kept) throw new Error(`The record of run ${id} was not kept`);
  return kept;
}

async function turnOf({ store }: Keeper, runId: string): Promise<Turn> {
  const turn = await store.turn(runId);
  if (!turn) throw new Error(`Run ${runId} has lost its connection`);
  return turn;
}

async function factsNow({ store, version }: Keeper, turn: Turn): Promise<UnwordedRecord> {
  const { connection, tenant, view, startedBy, records, plan, disconnectPlan } = turn;
  const sources = await store.runSources(view.id);
  if (!sources) throw new Error(`Run ${view.id} has lost its connection`);
  return recordOf({
    product: { name: 'vPlus setup assistant', version },
    run: view,
    primaryDomain: tenant.primaryDomain,
    startedBy,
    deeds: sources.auditEntries,
    steps: records,
    sealings: sources.sealings,
    plan,
    disconnectPlan,
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
