import { call } from '#steps/planned-call.ts';
import type { PlanWords, Seen } from '#steps/seen.ts';

export function planWords({ connection, finding, profile }: Seen): PlanWords {
  const path = profile.basePath + profile.organizationsPath;
  const name = connection.choices.organizationName ?? connection.tenantName;
  if (connection.choices.registration === 'hand-over')
    return {
      make: `You add "${name}" to "${connection.vplusServer.name}" yourself, with the values that are shown to you.`,
      calls: [],
    };
  return {
    make: `"${name}" is added to "${connection.vplusServer.name}" with the application ID and its credential.`,
    calls: [
      finding.is === 'partly'
        ? call('PUT', `${path}/{guid}`, 'Sends what differs from the plan')
        : call('POST', path, 'Adds the organization'),
    ],
  };
}
