import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { listTenants } from '@vplus/contracts';
import type { MouseEvent } from 'react';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { queryKeys } from '#lib/query-keys.ts';
import { Loading } from '#ui/loading.tsx';
import { Page } from '#ui/page.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Filters } from './filters.tsx';
import { Pages } from './pages.tsx';
import { TenantTable } from './tenant-table.tsx';
import { Tiles } from './tiles.tsx';
import { pageSize, useListing } from './use-listing.ts';

const refreshMs = 15_000;

/** All tenants that this person may see: paged, sorted and searched by the server; the address keeps the choice. */
export function TenantsPage() {
  const { listing, change } = useListing();
  const page = useQuery({
    queryKey: queryKeys.tenants(listing),
    queryFn: ({ signal }) => api(listTenants, { query: { ...listing, size: pageSize }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  });
  const goToFirst = (event: MouseEvent) => {
    event.preventDefault();
    change({ page: undefined });
  };
  const narrowed = Boolean(listing.search || listing.state);

  return (
    <Page title="Tenants" lead="Which are connected, which need a person, and which credential expires next." wide>
      {page.data ? (
        <Tiles
          counts={page.data.counts}
          chosen={listing.state}
          onChoose={(state) => change({ state, page: undefined })}
        />
      ) : null}
      <Filters listing={listing} change={change} />
      {page.isError ? <ProblemNotice error={page.error} onRetry={page.refetch} /> : null}
      {page.isPending ? <Loading what="Looking for your tenants…" /> : null}
      {page.data ? (
        <>
          <p aria-live="polite" className="sr-only">
            {page.data.total === 1 ? '1 tenant' : `${page.data.total} tenants`} found
          </p>
          {page.data.tenants.length > 0 ? (
            <TenantTable tenants={page.data.tenants} listing={listing} change={change} />
          ) : (
            <p className="rounded-card border border-dashed border-line p-6 text-center text-muted">
              {page.data.total > 0 ? (
                <>
                  This page does not exist.{' '}
                  <TextLink to="/tenants" onClick={goToFirst}>
                    Go to the first page
                  </TextLink>
                </>
              ) : narrowed ? (
                'No tenant matches. Change the search, or show all states.'
              ) : (
                <>
                  No tenant yet. <TextLink to="/connect">Connect the first one</TextLink>
                </>
              )}
            </p>
          )}
          <Pages
            page={listing.page ?? 0}
            total={page.data.total}
            onGo={(to) => {
              change({ page: to || undefined });
              window.scrollTo(0, 0);
            }}
          />
        </>
      ) : null}
    </Page>
  );
}
