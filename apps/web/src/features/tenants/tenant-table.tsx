import type { TenantSummary } from '@vplus/contracts';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { TextLink } from '#ui/text-link.tsx';
import { Time } from '#ui/time.tsx';
import { CredentialCell, PermissionCell, StateCell } from './cells.tsx';
import { Sort, sortNames } from './sorts.ts';
import type { ChangeListing, Listing } from './use-listing.ts';

interface Column {
  sort: Sort;
  /** Figures stand below each other. */
  figures?: true;
  cell(tenant: TenantSummary): ReactNode;
}

const columns: Column[] = [
  { sort: 'state', cell: (tenant) => <StateCell tenant={tenant} /> },
  { sort: 'permissions', figures: true, cell: (tenant) => <PermissionCell tenant={tenant} /> },
  { sort: 'expires', figures: true, cell: (tenant) => <CredentialCell tenant={tenant} /> },
  { sort: 'checked', figures: true, cell: ({ checkedAt }) => (checkedAt ? <Time at={checkedAt} /> : '–') },
  { sort: 'server', cell: ({ vplusServerName }) => vplusServerName ?? '–' },
];

interface TenantTableProps {
  tenants: TenantSummary[];
  listing: Listing;
  change: ChangeListing;
}

/** A table where there is room for one; on a narrow screen every row is a card with its own labels. */
export function TenantTable({ tenants, listing, change }: TenantTableProps) {
  return (
    <table className="block w-full rounded-card lg:table lg:border-separate lg:border-spacing-0 lg:overflow-hidden lg:border lg:border-line lg:bg-surface">
      <thead className="hidden lg:table-header-group">
        <tr>
          {Sort.options.map((sort) => (
            <SortHead key={sort} sort={sort} listing={listing} change={change} />
          ))}
        </tr>
      </thead>
      <tbody className="grid gap-3 sm:grid-cols-2 lg:table-row-group">
        {tenants.map((tenant) => (
          <tr
            key={tenant.id}
            className="flex flex-col gap-2 rounded-card border border-line bg-surface p-4 hover:bg-sunken lg:table-row lg:p-0"
          >
            <th scope="row" className="text-left font-normal lg:align-top lg:border-t lg:border-line lg:px-4 lg:py-3">
              <TextLink to={`/tenants/${tenant.id}`} className="font-medium">
                {tenant.name}
              </TextLink>
              <span className="block text-small wrap-anywhere text-muted">{tenant.primaryDomain}</span>
            </th>
            {columns.map(({ sort, figures, cell }) => (
              <td
                key={sort}
                className={`flex flex-wrap justify-between gap-x-4 lg:table-cell lg:align-top lg:border-t lg:border-line lg:px-4 lg:py-3${figures ? ' tabular-nums' : ''}`}
              >
                <span className="text-muted lg:hidden">{sortNames[sort]}</span>
                {cell(tenant)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface SortHeadProps {
  sort: Sort;
  listing: Listing;
  change: ChangeListing;
}

function SortHead({ sort, listing, change }: SortHeadProps) {
  const sorted = (listing.sort ?? 'name') === sort;
  const down = listing.direction === 'desc';
  const Arrow = down ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={sorted ? (down ? 'descending' : 'ascending') : undefined}
      className="px-4 py-2 text-left text-small font-medium text-muted"
    >
      <button
        type="button"
        onClick={() => change({ sort, direction: sorted && !down ? 'desc' : undefined, page: undefined })}
        className="inline-flex min-h-6 items-center gap-1 rounded-control hover:text-ink"
      >
        {sortNames[sort]}
        {sorted ? <Arrow aria-hidden size={14} /> : null}
      </button>
    </th>
  );
}
