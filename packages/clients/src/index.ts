export { type AddressGuard, AddressRefused, createAddressGuard } from './alerts/address-guard.ts';
export type { SendEnd } from './alerts/attempt-end.ts';
export { sendSlack, sendTeams } from './alerts/send-hook.ts';
export * from './alerts/send-mail.ts';
export * from './alerts/send-webhook.ts';
export * from './certificates/certificate.ts';
export * from './certificates/create-certificate.ts';
export * from './certificates/write-pfx.ts';
export * from './exchange/create-exchange.ts';
export * from './exchange/exchange.ts';
export {
  addPassword,
  deleteApplication,
  deleteServicePrincipal,
  grantAppRole,
  purgeDeleted,
  removeFederatedCredential,
  removeOwner,
  removePassword,
  removePrincipalOwner,
  replaceKeyCredentials,
  restoreDeleted,
  revokeAppRole,
  setLegacyAuthProtocols,
  updateApplication,
  upsertApplication,
  upsertServicePrincipal,
} from './graph/changes.ts';
export * from './graph/create-graph.ts';
export * from './graph/graph.ts';
export { type GraphChange, readablePath } from './graph/graph-change.ts';
export type * from './graph/graph-options.ts';
export {
  assignAppManagementPolicy,
  createAppManagementPolicy,
  deleteAppManagementPolicy,
  unassignAppManagementPolicy,
  updateAppManagementPolicy,
} from './graph/policy-changes.ts';
export * from './identity/create-identity.ts';
export * from './identity/identity.ts';
export * from './ports.ts';
export * from './remote-error.ts';
export * from './sharepoint/create-share-point.ts';
export * from './sharepoint/sharepoint.ts';
export * from './system-transport.ts';
export {
  addOrganization,
  changeOrganization,
  deleteOrganization,
  readableVplusPath,
  startSynchronization,
  type VplusChange,
} from './vplus/changes.ts';
export * from './vplus/create-vplus.ts';
export * from './vplus/profile.ts';
export * from './vplus/vplus.ts';
