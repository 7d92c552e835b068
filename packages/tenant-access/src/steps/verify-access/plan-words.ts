import type { BackupWorkload } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { exchangeApi, sharePointApi } from '#permissions/permission.ts';
import { call, looking } from '#steps/planned-call.ts';
import { askedIn, type PlanWords, type Seen } from '#steps/seen.ts';

export function planWords(seen: Seen): PlanWords {
  const apis = new Set(askedIn(seen).map(({ resourceAppId }) => resourceAppId));
  const has = (workload: BackupWorkload) => seen.connection.choices.workloads.includes(workload);
  return {
    make: message('verify-access.plan'),
    calls: [
      looking('POST', '{login}/oauth2/v2.0/token', message('verify-access.fresh-token'), apis.size),
      call('GET', '/users', message('verify-access.one-user')),
      call('GET', '/groups', message('verify-access.one-group')),
      ...(has('sharepoint') ? [call('GET', '/sites/root', message('verify-access.root-site-address'))] : []),
      ...(has('teams') ? [call('GET', '/teams', message('verify-access.one-team'))] : []),
      ...(apis.has(sharePointApi.appId)
        ? [call('GET', '{sharepoint}/_api/web', message('verify-access.root-site'))]
        : []),
      ...(apis.has(exchangeApi.appId)
        ? [looking('POST', '{exchange}/EWS/Exchange.asmx', message('verify-access.one-inbox'))]
        : []),
    ],
  };
}
