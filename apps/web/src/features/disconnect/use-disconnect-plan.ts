import { type DisconnectChoices, type DisconnectPlanRequest, makeDisconnectPlan } from '@vplus/contracts';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '#lib/api.ts';
import { queryKeys } from '#lib/query-keys.ts';
import { useShownPlan } from '#lib/use-shown-plan.ts';

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

/** The plan of a disconnect for what is chosen on its page. */
export function useDisconnectPlan(tenantId: string) {
  const [search] = useSearchParams();
  const [chosen, setChosen] = useState<Chosen>({ purge: false, deleteOrganization: '' });
  const vplusServerId = search.get('server');
  const request = JSON.stringify({ ...(vplusServerId ? { vplusServerId } : {}), ...choicesOf(chosen) });
  const { plan, settled } = useShownPlan({
    request,
    keyOf: (text) => queryKeys.disconnectPlan(tenantId, text),
    ask: (text, signal) =>
      api(makeDisconnectPlan, { params: { tenantId }, body: JSON.parse(text) as DisconnectPlanRequest, signal }),
  });
  return {
    plan,
    settled,
    chosen,
    choose: (change: Partial<Chosen>) => setChosen((now) => ({ ...now, ...change })),
  };
}
