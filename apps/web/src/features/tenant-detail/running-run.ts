import { isLive, type RunSummary, type RunVerb, type TenantView } from '@vplus/contracts';

/** What a run is called while it is at work. */
export const runNames: Record<RunVerb, string> = { connect: 'setup', verify: 'check', disconnect: 'disconnect' };

/** The run that is at work in the tenant or waits there; null: none. */
export const runningRun = ({ latestRun }: TenantView): RunSummary | null =>
  latestRun && isLive(latestRun) ? latestRun : null;
