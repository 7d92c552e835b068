import type { RunEvent } from '@vplus/contracts';

/** A run stood still from `at` on, for so long. */
export interface Stall {
  runId: string;
  ms: number;
}

/**
 * How long each run that was in some worker's hands at the moment of a death showed no work after it. Runs that were
 * waiting for a free worker slot or had ended are left out; that a run is put back into the queue does not count as work.
 */
export function stallsAfter(at: number, events: Map<string, RunEvent[]>): Stall[] {
  return [...events].flatMap(([runId, all]) => {
    const before = all.findLast((event) => Date.parse(event.at) <= at);
    const next = all.find((event) => Date.parse(event.at) > at && event.runState !== 'queued');
    const inHand = before?.runState === 'working' || before?.runState === 'waiting';
    return inHand && next ? [{ runId, ms: Date.parse(next.at) - at }] : [];
  });
}
