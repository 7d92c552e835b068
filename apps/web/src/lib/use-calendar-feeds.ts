import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  listAllCalendarFeeds,
  listCalendarFeeds,
  makeCalendarFeed,
  makeCalendarFeedOfAll,
  revokeCalendarFeed,
} from '@vplus/contracts';
import { api } from './api.ts';
import { queryKeys } from './query-keys.ts';

/** The private calendar addresses of a tenant, or (null) of all together, and what can be done with them. */
export function useCalendarFeeds(tenantId: string | null) {
  const client = useQueryClient();
  const queryKey = queryKeys.calendarFeeds(tenantId);
  const onSuccess = () => client.invalidateQueries({ queryKey });
  return {
    feeds: useQuery({
      queryKey,
      queryFn: ({ signal }) =>
        tenantId === null
          ? api(listAllCalendarFeeds, { signal })
          : api(listCalendarFeeds, { params: { tenantId }, signal }),
    }),
    make: useMutation({
      mutationFn: () =>
        tenantId === null ? api(makeCalendarFeedOfAll, {}) : api(makeCalendarFeed, { params: { tenantId } }),
      onSuccess,
    }),
    revoke: useMutation({
      mutationFn: (feedId: string) => api(revokeCalendarFeed, { params: { feedId } }),
      onSuccess,
    }),
  };
}
