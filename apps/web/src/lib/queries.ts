import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { getSession } from '@vplus/contracts';
import { api } from './api.ts';
import { isPassing } from './api-problem.ts';
import { configInPage, loadConfig } from './config.ts';
import { openIdentity } from './identity.ts';
import { queryKeys } from './query-keys.ts';
import { mayBeSignedIn } from './sign-in-hint.ts';

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && isPassing(error),
        // Who opens a page offline is told so, and sees it as soon as there is a network.
        networkMode: 'always',
        refetchOnReconnect: true,
      },
      // A button that was pressed offline says so; it does not act by itself when nobody expects it any more.
      mutations: { networkMode: 'always' },
    },
  });

export const configQuery = queryOptions({
  queryKey: queryKeys.config,
  queryFn: loadConfig,
  initialData: configInPage,
  staleTime: Number.POSITIVE_INFINITY,
});

export const accountQuery = queryOptions({
  queryKey: queryKeys.account,
  queryFn: async () => (mayBeSignedIn() ? (await openIdentity()).account() : null),
  staleTime: Number.POSITIVE_INFINITY,
});

export const sessionQuery = queryOptions({
  queryKey: queryKeys.session,
  queryFn: ({ signal }) => api(getSession, { signal }),
  staleTime: 60_000,
});

export const useConfig = () => useQuery(configQuery);
export const useAccount = () => useQuery(accountQuery);
