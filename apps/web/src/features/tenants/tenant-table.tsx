import type { TenantSummary } from '@vplus/contracts';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { tenantStates } from '#lib/states.ts';
import { Status } from '#ui/status.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Time } from '#ui/time.tsx';
import { daysLeft } from './days-left.ts';
import { Sort, sortNames } from './sorts.ts';
import type { ChangeListing, Listing } from './use-listing.ts';

interface Column {
  sort: Sort;
  cell(tenant: TenantSummary): ReactNode;
}

const columns: Column[] = [
  { sort: 'state', cell: (tenant) => <StateCell tenant={tenant} /> },
  {
    sort: 'permissions',
    cell: ({ permissionsGranted, permissionsWanted }) =>
      permissionsWanted > 0 ? `${permissionsGranted} of ${permissionsWanted}` : '–',
  },
  {
    sort: 'expires',
    cell: ({ credentialExpiresAt }) =>
      credentialExpiresAt ? (
        <time dateTime={credentialExpiresAt} title={new Date(credentialExpiresAt).toLocaleString()}>
          {daysLeft(credentialExpiresAt, Date.now())}
        </time>
      ) : (
        '–'
      ),
  },
  { sort: 'checked', cell: ({ checkedAt }) => (checkedAt ? <Time at={checkedAt} /> : '–') },
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
    <table className="block w-full rounded-card md:table md:border-separate md:border-spacing-0 md:border md:border-line md:bg-surface">
      <thead className="hidden md:table-header-group">
        <tr>
          {Sort.options.map((sort) => (
            <SortHead key={sort} sort={sort} listing={listing} change={change} />
          ))}
        </tr>
      </thead>
      <tbody className="flex flex-col gap-3 md:table-row-group">
        {tenants.map((tenant) => (
          <tr
            key={tenant.id}
            className="flex flex-col gap-2 rounded-card border border-line bg-surface p-4 hover:bg-sunken md:table-row md:p-0"
          >
            <th scope="row" className="text-left font-normal md:border-t md:border-line md:px-4 md:py-3">
              <TextLink to={`/tenants/${tenant.id}`} className="font-medium">
                {tenant.name}
              </TextLink>
              <span className="block text-small break-all text-muted">{tenant.primaryDomain}</span>
            </th>
            {columns.map(({ sort, cell }) => (
              <td
                key={sort}
                className="flex flex-wrap justify-between gap-x-4 md:table-cell md:border-t md:border-line md:px-4 md:py-3"
              >
                <span className="text-muted md:hidden">{sortNames[sort]}</span>
                {cell(tenant)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function StateCell({ tenant: { state, latestRun } }: { tenant: TenantSummary }) {
  const { tone, word } = tenantStates[state];
  const under = state === 'working' || state === 'needs-you';
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Status tone={tone}>{word}</Status>
      {under && latestRun ? (
        <TextLink to={`/runs/${latestRun.id}`} className="text-small">
          step {latestRun.stepsDone} of {latestRun.stepsTotal}
        </TextLink>
      ) : null}
    </span>
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
