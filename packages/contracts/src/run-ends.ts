/** Whoever gets this works with an old lease: another worker has the run, or it has ended. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor(runId: string) {
    super(`Run ${runId} is no longer in this worker's hands`);
  }
}

/** The reason of a run's aborted signal after a person cancelled it. */
export class RunCancelled extends Error {
  override readonly name = 'RunCancelled';

  constructor(runId: string) {
    super(`Run ${runId} was cancelled`);
  }
}
