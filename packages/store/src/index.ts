export type * from './alert-store.ts';
export { checkOpen } from './approvals.ts';
export { backUp, type KeptDatabase, moveToPostgres, restore } from './backup.ts';
export type { DumpLine } from './dump-line.ts';
export {
  DatabaseRefused,
  FolderInUse,
  RunAlreadyActive,
  StorageUnavailable,
  WorkerStopping,
  WrongVaultKey,
} from './errors.ts';
export { faultOf, isOfDatabase } from './fault-words.ts';
export { meet } from './first-contact.ts';
export { faultOfFolder, faultOfRoom, holdsDatabase } from './folder-guard.ts';
export { openStore, type StoreOptions } from './open-store.ts';
export { faultsOfAddress } from './postgres-address.ts';
export { isStorageFault } from './storage-fault.ts';
export type * from './store.ts';
export { checkVaultKey, readVaultKey, type VaultKey } from './vault-key.ts';
export { verifyAudit } from './verify-audit.ts';
export { wholeDump } from './whole-dump.ts';
