import type { BackupWorkload } from '@vplus/contracts';
import { exchangeApi, sharePointApi } from '#permissions/permission.ts';
import { call, looking } from '#steps/planned-call.ts';
import { askedIn, type PlanWords, type Seen } from '#steps/seen.ts';

export function planWords(seen: Seen): PlanWords {
  const apis = new Set(askedIn(seen).map(({ resourceAppId }) => resourceAppId));
  const has = (workload: BackupWorkload) => seen.connection.choices.workloads.includes(workload);
  return {
    make: 'The application signs in and reads one item from each service, without any content.',
    calls: [
      looking('POST', '{login}/oauth2/v2.0/token', 'A fresh token for each service', apis.size),
      call('GET', '/users', 'One user, its ID only'),
      call('GET', '/groups', 'One group, its ID only'),
      ...(has('sharepoint') ? [call('GET', '/sites/root', 'The address of the root site')] : []),
      ...(has('teams') ? [call('GET', '/teams', 'One team, its ID only')] : []),
      ...(apis.has(sharePointApi.appId) ? [call('GET', '{sharepoint}/_api/web', 'The ID of the root site')] : []),
      ...(apis.has(exchangeApi.appId)
        ? [looking('POST', '{exchange}/EWS/Exchange.asmx', 'The ID of one inbox; reads only')]
        : []),
    ],
  };
}
