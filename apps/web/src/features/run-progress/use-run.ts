import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRun, isLive, type RunView, watchRun } from '@vplus/contracts';
import { useEffect, useState } from 'react';
import { accessToken, api } from '#lib/api.ts';
import { addressOf } from '#lib/call.ts';
import { follow, isRefusal } from '#lib/live.ts';
import { useAccount } from '#lib/queries.ts';
import { queryKeys } from '#lib/query-keys.ts';
import { applyMessage, newer } from './apply-event.ts';
import { type Freshness, followShared } from './live-view.ts';

/** Stores the run that a request returned, unless the cache has a newer version. */
export const cacheRun = (client: QueryClient, view: RunView): void => {
  client.setQueryData<RunView>(queryKeys.run(view.id), (known) => newer(known, view));
};

/** A run, kept current: one cache entry that is read once, then updated from the stream or by polling. */
export function useRun(runId: string) {
  const client = useQueryClient();
  const account = useAccount().data;
  const [freshness, setFreshness] = useState<Freshness>({ is: 'live' });
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
    // A page in the back/forward cache must not hold the one stream of the browser.
    addEventListener('pagehide', leave);
    const current = () => client.getQueryData<RunView>(queryKeys.run(runId));
    const isOver = () => {
      const view = current();
      return view !== undefined && !isLive(view);
    };
    // The sign-in has ended, or the run may no longer be read. The query is repeated and says which.
    const refused = () => client.invalidateQueries({ queryKey: queryKeys.run(runId) });
    followShared({
      key: `${who}/${runId}`,
      signal: stop.signal,
      current,
      receive: (view) => cacheRun(client, view),
      onFreshness: setFreshness,
      poll: () =>
        api(getRun, { params: { runId }, signal: stop.signal }).then(
          (view) => cacheRun(client, view),
          (error) => {
            if (isRefusal(error)) refused();
            throw error;
          },
        ),
      stream: (signal, onData, onDisconnect) =>
        follow({
          address: addressOf(watchRun.path, { runId }),
          signal,
          token: accessToken,
          onData,
          onConnected: (connected) => connected || onDisconnect(),
          onMessage: (message) => client.setQueryData(queryKeys.run(runId), applyMessage(current(), message)),
          isOver,
        }),
    }).catch(refused);
    return () => {
      removeEventListener('pagehide', leave);
      stop.abort();
    };
  }, [client, runId, live, who]);

  return { run, freshness };
}
