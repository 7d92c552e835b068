import { useQueryClient } from '@tanstack/react-query';
import {
  type CheckView,
  type Choices,
  makePlan,
  type PlanRequest,
  type PlanView,
  type SomeChoices,
} from '@vplus/contracts';
import { useSearchParams } from 'react-router';
import type * as z from 'zod/mini';
import { api } from '#lib/api.ts';
import { queryKeys } from '#lib/query-keys.ts';
import { useSession } from '#lib/session.tsx';
import { useShownPlan } from '#lib/use-shown-plan.ts';
import { choicesIn, withChoices } from './choices-in-url.ts';
import { lastTenant } from './last-tenant.ts';

/** As the API takes it. */
export type PlanInput = z.input<typeof PlanRequest>;

/** Shows a choice at once, before the plan is requested. */
const atOnce = { flushSync: true, preventScrollReset: true };

/** The plan of a connect for the choices in the address. */
export function usePlan() {
  const { tenantId, vplusServers } = useSession();
  const [search, setSearch] = useSearchParams();
  const client = useQueryClient();
  const vplusServerId = search.get('server') ?? vplusServers[0]?.id;
  const invitedTenant = search.get('tenant');
  const last = lastTenant(localStorage, tenantId);
  const chosenSoFar = choicesIn(search);
  const request: PlanInput = {
    ...(vplusServerId ? { vplusServerId } : {}),
    ...(invitedTenant ? { invitedTenant } : {}),
    ...(last ? { lastTenant: last } : {}),
    choices: chosenSoFar,
  };
  const { plan, queryKey, settled } = useShownPlan<PlanView>({
    request: JSON.stringify(request),
    keyOf: (text) => queryKeys.plan(tenantId, text),
    ask: (text, signal) => api(makePlan, { params: { tenantId }, body: JSON.parse(text) as PlanInput, signal }),
  });

  return {
    plan,
    settled,
    request,
    invitedTenant,
    vplusServerId,
    /** For the form: as chosen until the plan arrives, then as the tenant allows them. */
    choices: plan.data && (settled ? plan.data.choices : ({ ...plan.data.choices, ...chosenSoFar } as Choices)),
    /** `typed`: replaces the entry in the browser's history, so that going back skips single letters. */
    choose: (chosen: SomeChoices, typed = false) =>
      setSearch((now) => withChoices(now, chosen), { ...atOnce, replace: typed }),
    chooseServer: (id: string) =>
      setSearch(
        (now) => new URLSearchParams([...[...now].filter(([name]) => name !== 'server'), ['server', id]]),
        atOnce,
      ),
    /** Stores a check that was run again; a new result may change the plan. */
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
