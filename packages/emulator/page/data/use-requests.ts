import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RequestRecord } from '#cloud/core/service.ts';
import { control } from './control-api.ts';
import { pollMs } from './use-world.ts';

const queryKey = ['requests'];
/** So many of the newest are kept. */
const limit = 2000;

/** The log of the practice cloud, oldest first: what came since the last look is added to it. */
export const useRequests = ({ paused }: { paused: boolean }) =>
  useQuery({
    queryKey,
    queryFn: async ({ client }) => {
      const known = client.getQueryData<RequestRecord[]>(queryKey) ?? [];
      const newer = await control.requestsSince(known.at(-1)?.number ?? 0);
      return newer.length === 0 ? known : [...known, ...newer].slice(-limit);
    },
    enabled: !paused,
    refetchInterval: pollMs,
  });

/** Empties the log, here and in the practice cloud. */
export function useEmptyLog() {
  const client = useQueryClient();
  return async () => {
    await control.emptyLog();
    client.setQueryData(queryKey, []);
  };
}
