import { QueryClient } from '@tanstack/react-query';

/** Nothing is asked twice by itself: the practice cloud is on this machine, and a poll comes soon. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } });
