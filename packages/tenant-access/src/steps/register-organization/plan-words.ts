import type { PlanWords, Seen } from '#steps/seen.ts';

export function planWords({ connection }: Seen): PlanWords {
  const name = connection.choices.organizationName ?? connection.tenantName;
  if (connection.choices.registration === 'hand-over')
    return {
      make: `You add "${name}" to "${connection.vplusServer.name}" yourself, with the values that are shown to you.`,
    };
  return {
    make: `"${name}" is added to "${connection.vplusServer.name}" with the application ID and its credential.`,
  };
}
