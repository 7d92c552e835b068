import type { TenantView } from '@vplus/contracts';

/** What the button that leads to the plan of a connect is called. */
export function planLinkName({ state, connection }: TenantView): 'Connect again' | 'Repair' | 'Connect' {
  if (state === 'unfinished' || state === 'disconnected') return 'Connect again';
  return connection?.connectedAt ? 'Repair' : 'Connect';
}
