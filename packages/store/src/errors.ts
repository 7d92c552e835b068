import { listOf, MessageError, message, type Words } from '@vplus/messages';

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
export class FolderInUse extends MessageError {
  override readonly name = 'FolderInUse';

  constructor(folder: string) {
    super(message('database.folder-in-use', { folder }));
  }
}

/** The database cannot be used for now. Nothing of what was asked happened; it may be asked again. */
export class StorageUnavailable extends MessageError {
  override readonly name = 'StorageUnavailable';
}

/** A PostgreSQL server cannot be used as it is; what is wrong stands behind `DATABASE_URL`. */
export class DatabaseRefused extends MessageError {
  override readonly name = 'DatabaseRefused';

  constructor(why: Words, options?: ErrorOptions) {
    super(message('settings.of', { name: 'DATABASE_URL', fault: why }), options);
  }
}

export class WrongVaultKey extends MessageError {
  override readonly name = 'WrongVaultKey';

  constructor(wanted: string, given: string[]) {
    super(message('vault-key.wrong', { wanted, given: listOf(given, 'comma') }));
  }
}

/** The reason of a job's aborted signal when this process shuts down; another worker goes on. */
export class WorkerStopping extends Error {
  override readonly name = 'WorkerStopping';

  constructor() {
    super('This process is shutting down');
  }
}
