/** The connection is being worked on; `runId` is the run that does. */
export class RunAlreadyActive extends Error {
  override readonly name = 'RunAlreadyActive';
  readonly runId: string;

  constructor(runId: string) {
    super(`Run ${runId} is already at work on this connection`);
    this.runId = runId;
  }
}

/** Another process has the database folder open; two writers would lose rows without a word. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';

  constructor(folder: string) {
    super(
      `The database folder ${folder} is in use by another process of this assistant. Stop that one first, or give this one a folder of its own or a PostgreSQL server.`,
    );
  }
}

/** The database cannot be used for now. Nothing of what was asked happened; it may be asked again. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

/** A PostgreSQL server cannot be used as it is; the message goes on behind `DATABASE_URL`. */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused';

  constructor(why: string, options?: ErrorOptions) {
    super(`DATABASE_URL: ${why}`, options);
  }
}

export class WrongVaultKey extends Error {
  override readonly name = 'WrongVaultKey';

  constructor(wanted: string, given: string[]) {
    super(
      `The database was sealed with vault key ${wanted}, which is not among the keys given (${given.join(', ')}). Bring back the key file or variable that belongs to this database.`,
    );
  }
}

/** The reason of a job's aborted signal when this process shuts down; another worker goes on. */
export class WorkerStopping extends Error {
  override readonly name = 'WorkerStopping';

  constructor() {
    super('This process is shutting down');
  }
}
