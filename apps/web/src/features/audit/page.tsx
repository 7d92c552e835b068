import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { listAudit, listTenantAudit } from '@vplus/contracts';
import { useParams } from 'react-router';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { queryKeys } from '#lib/query-keys.ts';
import { Button } from '#ui/button.tsx';
import { Loading } from '#ui/loading.tsx';
import { Page } from '#ui/page.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { ChainNotice } from './chain-notice.tsx';
import { Entries } from './entries.tsx';
import { ExportButtons } from './export-buttons.tsx';
import { Filters } from './filters.tsx';
import { useFilter } from './use-filter.ts';

const pageSize = 50;

/** Who did what, of one tenant or over all: searched by the server, the newest first; the address keeps the search. */
export function AuditPage() {
  const { tenantId } = useParams();
  const { days, filter, change } = useFilter();
  const pages = useInfiniteQuery({
    queryKey: queryKeys.audit(tenantId, filter),
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, size: pageSize, ...(pageParam === null ? {} : { before: pageParam }) };
      return tenantId
        ? api(listTenantAudit, { params: { tenantId }, query, signal })
        : api(listAudit, { query, signal });
    },
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  const chain = pages.data?.pages[0]?.chain;
  const narrowed = Object.keys(filter).length > 0;

  return (
    <Page
      title="Audit log"
      lead="Who did what, as what and from where. Each entry holds the hash of the one before, so that changes can be found."
      wide
    >
      {tenantId ? <TextLink to={`/tenants/${tenantId}`}>Back to the tenant</TextLink> : null}
      {chain ? <ChainNotice chain={chain} /> : null}
      <Filters days={days} filter={filter} change={change} />
      <ExportButtons tenantId={tenantId} filter={filter} />
      {pages.isError ? <ProblemNotice error={pages.error} onRetry={pages.refetch} /> : null}
      {pages.isPending ? <Loading what="Reading the audit log…" /> : null}
      {pages.data ? (
        <>
          <p aria-live="polite" className="sr-only">
            {entries.length === 1 ? '1 entry' : `${entries.length} entries`} shown
          </p>
          {entries.length > 0 ? (
            <Entries entries={entries} ofOneTenant={tenantId !== undefined} />
          ) : (
            <p className="rounded-card border border-dashed border-line p-6 text-center text-muted">
              {narrowed ? 'No entry matches. Change the search or the days.' : 'Nothing was noted yet.'}
            </p>
          )}
          {pages.hasNextPage ? (
            <Button
              className="self-start"
              busy={pages.isFetchingNextPage && 'Reading…'}
              onClick={() => pages.fetchNextPage()}
            >
              Show older entries
            </Button>
          ) : null}
        </>
      ) : null}
    </Page>
  );
}
