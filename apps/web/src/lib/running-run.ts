import { isLive, type RunSummary, type TenantView } from '@vplus/contracts';

/** The run that is at work in the tenant or waits there; null: none. */
export const runningRun = ({ latestRun }: Pick<TenantView, 'latestRun'>): RunSummary | null =>
  latestRun && isLive(latestRun) ? latestRun : null;

/** What that run is called. A connect of a connected tenant repairs it, replaces a credential or does what a plan chose. */
export function runningName({ verb }: RunSummary, { connection }: Pick<TenantView, 'connection'>): string {
  if (verb === 'connect') return connection?.connectedAt ? 'change' : 'setup';
  return verb === 'verify' ? 'check' : 'disconnect';
}
