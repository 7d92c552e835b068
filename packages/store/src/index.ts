export { checkOpen } from './approvals.ts';
export { backUp, type KeptDatabase, moveToPostgres, restore } from './backup.ts';
export type { DumpLine } from './dump.ts';
export {
  FolderInUse,
  LeaseLost,
  RunAlreadyActive,
  RunCancelled,
  StorageUnavailable,
  WorkerStopping,
  WrongVaultKey,
} from './errors.ts';
export { openStore, type StoreOptions } from './open-store.ts';
export { isStorageFault } from './storage-fault.ts';
export type * from './store.ts';
export { readVaultKey, type VaultKey } from './vault-key.ts';
