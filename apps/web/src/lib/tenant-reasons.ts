import type { RunVerb, TenantSummary } from '@vplus/contracts';
import { credentialNames, expiryWords, urgencyOf } from './credential-life.ts';

const verbs: Record<RunVerb, string> = { connect: 'setup', verify: 'check', disconnect: 'disconnect' };

/** Why a tenant is not simply connected, the most pressing first; empty where its state says all. */
export function reasonsOf(tenant: TenantSummary, now: number): string[] {
  const { state, credentials, latestRun, permissionsGranted, permissionsWanted } = tenant;
  if (!['attention', 'failing', 'unfinished'].includes(state)) return [];
  const ending = credentials.flatMap((one) => {
    const urgency = urgencyOf(one, now);
    const words = `${credentialNames[one.kind]} ${expiryWords(one.expiresAt, now)}`;
    if (urgency === 'fine') return [];
    return [urgency === 'expired' ? `${words}: vPlus cannot sign in with it` : words];
  });
  const missing = permissionsWanted - permissionsGranted;
  const stopped = latestRun && (latestRun.state === 'failed' || latestRun.state === 'cancelled') ? latestRun : null;
  return [
    ...ending,
    ...(stopped ? [`The last ${verbs[stopped.verb]} ${stopped.state === 'failed' ? 'failed' : 'was cancelled'}`] : []),
    ...(state !== 'unfinished' && missing > 0
      ? [missing === 1 ? '1 permission is missing' : `${missing} permissions are missing`]
      : []),
    ...(latestRun?.state === 'done-with-attention' ? ['The last run left something to look at'] : []),
  ];
}
