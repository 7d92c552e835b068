import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type CheckView,
  type Choices,
  makePlan,
  type PlanRequest,
  type PlanView,
  type SomeChoices,
} from '@vplus/contracts';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import type * as z from 'zod/mini';
import { api } from '#lib/api.ts';
import { queryKeys } from '#lib/query-keys.ts';
import { useSession } from '#lib/session.tsx';
import { choicesIn, withChoices } from './choices-in-url.ts';
import { lastTenant } from './last-tenant.ts';

/** As the API takes it. */
export type PlanWish = z.input<typeof PlanRequest>;

/** A box that is ticked must look ticked before anything else happens. */
const atOnce = { flushSync: true, preventScrollReset: true };

/** How long after the last change the plan is made anew. */
const restMs = 350;

/** The plan for what the address says was chosen; the one before stays in sight while the next is made. */
export function usePlan() {
  const { tenantId, vplusServers } = useSession();
  const [search, setSearch] = useSearchParams();
  const client = useQueryClient();
  const vplusServerId = search.get('server') ?? vplusServers[0]?.id;
  const invitedTenant = search.get('tenant');
  const last = lastTenant(localStorage, tenantId);
  const wished = choicesIn(search);
  const request: PlanWish = {
    ...(vplusServerId ? { vplusServerId } : {}),
    ...(invitedTenant ? { invitedTenant } : {}),
    ...(last ? { lastTenant: last } : {}),
    choices: wished,
  };
  const text = useRested(JSON.stringify(request));
  const queryKey = queryKeys.plan(tenantId, text);
  const plan = useQuery({
    queryKey,
    queryFn: ({ signal }) => api(makePlan, { params: { tenantId }, body: JSON.parse(text) as PlanWish, signal }),
    placeholderData: keepPreviousData,
    // A plan is approved as it was shown: it must not change under the reader's eyes.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  /** What is shown belongs to what is chosen. */
  const settled = text === JSON.stringify(request) && !plan.isPlaceholderData && !plan.isFetching;

  return {
    plan,
    settled,
    request,
    invitedTenant,
    vplusServerId,
    /** As the form shows them: at once as chosen, and as the tenant allows them as soon as that is known. */
    choices: plan.data && (settled ? plan.data.choices : ({ ...plan.data.choices, ...wished } as Choices)),
    /** `typed`: one letter after the other is no place to come back to. */
    choose: (chosen: SomeChoices, typed = false) =>
      setSearch((now) => withChoices(now, chosen), { ...atOnce, replace: typed }),
    chooseServer: (id: string) =>
      setSearch(
        (now) => new URLSearchParams([...[...now].filter(([name]) => name !== 'server'), ['server', id]]),
        atOnce,
      ),
    /** A check that was looked at again; one that came out differently may change the plan. */
    checked: (view: CheckView) => {
      const before = plan.data?.checks.find(({ id }) => id === view.id);
      client.setQueryData<PlanView>(
        queryKey,
        (old) => old && { ...old, checks: old.checks.map((check) => (check.id === view.id ? view : check)) },
      );
      if (before?.state !== view.state) void plan.refetch();
    },
  };
}

/** The value as it is once it has not changed for a moment. */
function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
