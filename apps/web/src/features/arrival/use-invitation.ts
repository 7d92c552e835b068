import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'react-router';
import { type Invitation, invitedTenant, tenantIdOf } from '#lib/invited-tenant.ts';
import { useConfig } from '#lib/queries.ts';
import { queryKeys } from '#lib/query-keys.ts';

/** Whether the person signed in to the tenant that they were invited to connect, known before any approval. */
export function useInvitation(signedInTo: string): Invitation {
  const config = useConfig().data;
  const tenant = invitedTenant(useLocation().search);
  const meant = useQuery({
    queryKey: queryKeys.invited(tenant),
    enabled: tenant !== null && config !== undefined,
    queryFn: ({ signal }) => (tenant && config ? tenantIdOf(tenant, config, signal) : null),
    retry: 1,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (tenant === null) return { is: 'none' };
  if (meant.isError || meant.data === null) return { is: 'unknown', tenant };
  if (meant.data === undefined) return { is: 'asked', tenant };
  return { is: meant.data === signedInTo ? 'same' : 'other', tenant };
}
