import { keepPreviousData, type QueryKey, useQuery } from '@tanstack/react-query';
import { useDebounced } from './use-debounced.ts';

interface Asked<Plan extends object> {
  /** What is chosen, as JSON. */
  request: string;
  keyOf(request: string): QueryKey;
  ask(request: string, signal: AbortSignal): Promise<Plan>;
}

/** The plan for what is chosen. The previous plan stays on the screen until the next one arrives. */
export function useShownPlan<Plan extends object>({ request, keyOf, ask }: Asked<Plan>) {
  const text = useDebounced(request);
  const queryKey = keyOf(text);
  const plan = useQuery<Plan>({
    queryKey,
    queryFn: ({ signal }) => ask(text, signal),
    placeholderData: keepPreviousData,
    // A plan is approved as it was shown: it must not change under the reader's eyes.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return {
    plan,
    queryKey,
    /** Whether the plan on the screen is the one for what is chosen. */
    settled: text === request && !plan.isPlaceholderData && !plan.isFetching,
  };
}
