import { useQuery } from '@tanstack/react-query';
import { type BackOff, backOffMs } from '@vplus/back-off';
import { getArrival } from '@vplus/contracts';
import type { ReactNode } from 'react';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { queryKeys } from '#lib/query-keys.ts';
import { CopyableId } from '#ui/copyable.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Loading } from '#ui/loading.tsx';
import { Page } from '#ui/page.tsx';

interface AskMicrosoftProps {
  tenantId: string;
  /** What follows where Microsoft lists the approval. */
  approved: ReactNode;
  /** What is said where it does not, or not yet. */
  children: ReactNode;
}

const questions: BackOff = { firstMs: 2_000, longestMs: 15_000, factor: 1.5 };

/**
 * Believes the directory instead of the parameters that came back, which prove nothing.
 * https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export function AskMicrosoft({ tenantId, approved, children }: AskMicrosoftProps) {
  const arrival = useQuery({
    queryKey: queryKeys.arrival(tenantId),
    queryFn: ({ signal }) => api(getArrival, { params: { tenantId }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.approval.state === 'missing' && backOffMs(questions, state.dataUpdateCount),
  });
  if (arrival.data?.approval.state === 'approved') return approved;
  return (
    <Page title="Back from Microsoft">
      {arrival.isPending ? <Loading what="Asking Microsoft whether the assistant is approved…" /> : null}
      {arrival.isError ? <ProblemNotice error={arrival.error} onRetry={arrival.refetch} retriesItself /> : null}
      {arrival.data ? (
        <>
          {children}
          <Facts>
            <FactRow label="Signed in to">{arrival.data.tenant.name ?? 'your organization'}</FactRow>
            <FactRow label="Tenant ID">
              <CopyableId value={tenantId} what="tenant ID" />
            </FactRow>
          </Facts>
        </>
      ) : null}
    </Page>
  );
}
