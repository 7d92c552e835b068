import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRun, isLive, type RunView, watchRun } from '@vplus/contracts';
import { useEffect, useState } from 'react';
import { accessToken, api } from '#lib/api.ts';
import { addressOf } from '#lib/call.ts';
import { follow, isRefusal } from '#lib/live.ts';
import { useAccount } from '#lib/queries.ts';
import { queryKeys } from '#lib/query-keys.ts';
import { applyMessage, newer } from './apply-event.ts';
import { followShared, type Standing } from './run-line.ts';

/** Puts a view that an action answered with into the one entry, unless a newer one is there. */
export const keep = (client: QueryClient, view: RunView): void => {
  client.setQueryData<RunView>(queryKeys.run(view.id), (known) => newer(known, view));
};

/** One query entry: a snapshot, then every change that is pushed or asked for written into it. */
export function useRun(runId: string) {
  const client = useQueryClient();
  const account = useAccount().data;
  const [standing, setStanding] = useState<Standing>({ is: 'live' });
  const run = useQuery({
    queryKey: queryKeys.run(runId),
    queryFn: async ({ signal }) => {
      const view = await api(getRun, { params: { runId }, signal });
      return newer(client.getQueryData<RunView>(queryKeys.run(runId)), view);
    },
  });
  const live = run.data ? isLive(run.data) : false;
  const who = account ? `${account.tenantId}/${account.username}` : '';

  useEffect(() => {
    if (!live) return;
    const stop = new AbortController();
    const leave = () => stop.abort();
    // A page that is kept for the back button must not keep the browser's one stream.
    addEventListener('pagehide', leave);
    const current = () => client.getQueryData<RunView>(queryKeys.run(runId));
    const isOver = () => {
      const view = current();
      return view !== undefined && !isLive(view);
    };
    // The sign-in has ended, or the run is not ours any more. The query asks again and says which.
    const refused = () => client.invalidateQueries({ queryKey: queryKeys.run(runId) });
    followShared({
      key: `${who}/${runId}`,
      signal: stop.signal,
      current,
      receive: (view) => keep(client, view),
      onStanding: setStanding,
      ask: () =>
        api(getRun, { params: { runId }, signal: stop.signal }).then(
          (view) => keep(client, view),
          (error) => {
            if (isRefusal(error)) refused();
            throw error;
          },
        ),
      stream: (signal, onWord, down) =>
        follow({
          address: addressOf(watchRun.path, { runId }),
          signal,
          token: accessToken,
          onWord,
          onLink: (up) => up || down(),
          onMessage: (message) => client.setQueryData(queryKeys.run(runId), applyMessage(current(), message)),
          isOver,
        }),
    }).catch(refused);
    return () => {
      removeEventListener('pagehide', leave);
      stop.abort();
    };
  }, [client, runId, live, who]);

  return { run, standing };
}
