import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRun, liveRunStates, type RunView, watchRun } from '@vplus/contracts';
import { useEffect, useState } from 'react';
import { accessToken, api } from '#lib/api.ts';
import { addressOf } from '#lib/call.ts';
import { follow } from '#lib/live.ts';
import { applyMessage, newer } from './apply-event.ts';

const keyOf = (runId: string) => ['run', runId];

export const isLive = (run: RunView): boolean => (liveRunStates as readonly string[]).includes(run.state);

/** Puts a view that an action answered with into the one entry, unless a newer one is there. */
export const keep = (client: QueryClient, view: RunView): void => {
  client.setQueryData<RunView>(keyOf(view.id), (known) => newer(known, view));
};

/** One query entry: a snapshot, then every pushed change written into it. */
export function useRun(runId: string) {
  const client = useQueryClient();
  const [linked, setLinked] = useState(true);
  const run = useQuery({
    queryKey: keyOf(runId),
    queryFn: async ({ signal }) => {
      const view = await api(getRun, { params: { runId }, signal });
      return newer(client.getQueryData<RunView>(keyOf(runId)), view);
    },
  });
  const live = run.data ? isLive(run.data) : false;

  useEffect(() => {
    if (!live) return;
    const stop = new AbortController();
    const current = () => client.getQueryData<RunView>(keyOf(runId));
    follow({
      address: addressOf(watchRun.path, { runId }),
      signal: stop.signal,
      token: accessToken,
      onLink: setLinked,
      onMessage: (message) => client.setQueryData(keyOf(runId), applyMessage(current(), message)),
      isOver: () => {
        const view = current();
        return view !== undefined && !isLive(view);
      },
    }).catch(() => {
      // Refused: the sign-in has ended, or the run is not ours any more. The query asks again and says which.
      client.invalidateQueries({ queryKey: keyOf(runId) });
    });
    return () => stop.abort();
  }, [client, runId, live]);

  return { run, linked };
}
