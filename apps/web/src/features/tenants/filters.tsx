import { TenantState } from '@vplus/contracts';
import { useEffect, useRef } from 'react';
import { tenantStates } from '#lib/states.ts';
import { inputLook } from '#ui/field.tsx';
import { SearchField } from '#ui/search-field.tsx';
import { Sort, sortNames } from './sorts.ts';
import type { ChangeListing, Listing } from './use-listing.ts';

const typingMs = 250;

export function Filters({ listing, change }: { listing: Listing; change: ChangeListing }) {
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);

  return (
    <search className="flex flex-wrap gap-3">
      <div className="min-w-[min(14rem,100%)] grow sm:max-w-md">
        <SearchField
          label="Search by name, domain or ID"
          defaultValue={listing.search ?? ''}
          maxLength={200}
          onChange={({ target }) => {
            clearTimeout(typing.current);
            typing.current = setTimeout(() => change({ search: target.value.trim(), page: undefined }), typingMs);
          }}
        />
      </div>
      <label className="min-w-[min(11rem,100%)] grow sm:grow-0">
        <span className="sr-only">State</span>
        <select
          value={listing.state ?? ''}
          onChange={({ target }) => change({ state: TenantState.safeParse(target.value).data, page: undefined })}
          className={inputLook}
        >
          <option value="">All states</option>
          {TenantState.options.map((state) => (
            <option key={state} value={state}>
              {tenantStates[state].word}
            </option>
          ))}
        </select>
      </label>
      <label className="min-w-[min(11rem,100%)] grow sm:grow-0 lg:hidden">
        <span className="sr-only">Sort by</span>
        <select
          value={listing.sort ?? 'name'}
          onChange={({ target }) => change({ sort: Sort.parse(target.value), page: undefined })}
          className={inputLook}
        >
          {Sort.options.map((sort) => (
            <option key={sort} value={sort}>
              By {sortNames[sort].toLowerCase()}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}
