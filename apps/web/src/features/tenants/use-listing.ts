import { listTenants } from '@vplus/contracts';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type * as z from 'zod/mini';

export type Listing = Omit<z.output<typeof listTenants.query>, 'size'>;
export type ChangeListing = (change: { [K in keyof Listing]?: Listing[K] | undefined }) => void;

export const pageSize = 50;

/** The choice of rows, kept in the address: it can be bookmarked, and the back button works. */
export function useListing(): { listing: Listing; change: ChangeListing } {
  const [search, setSearch] = useSearchParams();
  const listing = useMemo(() => listingOf(search), [search]);
  const change: ChangeListing = (wanted) =>
    setSearch(
      (known) => {
        const next = new URLSearchParams(known);
        for (const [name, value] of Object.entries(wanted)) {
          if (value === undefined || value === '') next.delete(name);
          else next.set(name, String(value));
        }
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return { listing, change };
}

/** An address that somebody mistyped shows the first page of everything. */
export function listingOf(search: URLSearchParams): Listing {
  const parsed = listTenants.query.safeParse(Object.fromEntries(search));
  if (!parsed.success) return {};
  const { size: _, ...listing } = parsed.data;
  return listing;
}
