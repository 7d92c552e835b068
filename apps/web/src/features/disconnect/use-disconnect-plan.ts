import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type DisconnectChoices, type DisconnectPlanRequest, makeDisconnectPlan } from '@vplus/contracts';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '#lib/api.ts';
import { queryKeys } from '#lib/query-keys.ts';
import { useDebounced } from '#lib/use-debounced.ts';

/** What is chosen on the page; nothing of it is in the address, so that a link never brings a deletion along. */
export interface Chosen {
  purge: boolean;
  /** As typed. */
  deleteOrganization: string;
}

const choicesOf = ({ purge, deleteOrganization }: Chosen): DisconnectChoices => ({
  ...(purge ? { purge } : {}),
  ...(deleteOrganization.trim() ? { deleteOrganization: deleteOrganization.trim() } : {}),
});

/** The plan for what is chosen. The previous plan stays on the screen until the next one arrives. */
export function useDisconnectPlan(tenantId: string) {
  const [search] = useSearchParams();
  const [chosen, setChosen] = useState<Chosen>({ purge: false, deleteOrganization: '' });
  const vplusServerId = search.get('server');
  const request = JSON.stringify({ ...(vplusServerId ? { vplusServerId } : {}), ...choicesOf(chosen) });
  const text = useDebounced(request);
  const plan = useQuery({
    queryKey: queryKeys.disconnectPlan(tenantId, text),
    queryFn: ({ signal }) =>
      api(makeDisconnectPlan, { params: { tenantId }, body: JSON.parse(text) as DisconnectPlanRequest, signal }),
    placeholderData: keepPreviousData,
    // A plan is approved as it was shown: it must not change under the reader's eyes.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return {
    plan,
    /** Whether the plan on the screen is the one for what is chosen. */
    settled: text === request && !plan.isPlaceholderData && !plan.isFetching,
    chosen,
    choose: (change: Partial<Chosen>) => setChosen((now) => ({ ...now, ...change })),
  };
}
