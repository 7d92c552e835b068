import { queryOptions } from '@tanstack/react-query';
import { getTenant } from '@vplus/contracts';
import { api } from './api.ts';
import { queryKeys } from './query-keys.ts';

export const tenantQuery = (tenantId: string) =>
  queryOptions({
    queryKey: queryKeys.tenant(tenantId),
    queryFn: ({ signal }) => api(getTenant, { params: { tenantId }, signal }),
  });
