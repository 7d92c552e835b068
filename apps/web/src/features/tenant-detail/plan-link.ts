import type { FindingView, TenantCredential, TenantView } from '@vplus/contracts';

/** What the button that leads to the plan of a connect is called. */
export function planLinkName({ state, connection }: TenantView): 'Connect again' | 'Repair' | 'Connect' {
  if (state === 'unfinished' || state === 'disconnected') return 'Connect again';
  return connection?.connectedAt ? 'Repair' : 'Connect';
}

/** Of which credentials a finding tells that they end; empty: of none, or of another connection. */
export const endingIn = ({ kind, due, vplusServerName }: FindingView, tenant: TenantView): TenantCredential[] =>
  (kind === 'credential-ends' || kind === 'credential-ended') && vplusServerName === tenant.vplusServerName
    ? tenant.credentials.filter(({ expiresAt }) => due !== null && Date.parse(expiresAt) === Date.parse(due))
    : [];
