import { useEffect, useRef } from 'react';
import { Button } from '#ui/button.tsx';
import { inputLook } from '#ui/field.tsx';
import { SearchField } from '#ui/search-field.tsx';
import type { Filter, useFilter } from './use-filter.ts';

const typingMs = 250;

type FiltersProps = Pick<ReturnType<typeof useFilter>, 'days' | 'change'> & { filter: Filter };

export function Filters({ days, filter, change }: FiltersProps) {
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);

  return (
    <search className="flex flex-wrap items-end gap-3">
      <div className="min-w-[min(14rem,100%)] grow sm:max-w-md">
        <SearchField
          label="Search by who, what or tenant"
          defaultValue={filter.search ?? ''}
          maxLength={200}
          onChange={({ target }) => {
            clearTimeout(typing.current);
            typing.current = setTimeout(() => change({ search: target.value.trim() }), typingMs);
          }}
        />
      </div>
      <Day label="From" value={days.from} onChange={(from) => change({ from })} />
      <Day label="To" value={days.to} onChange={(to) => change({ to })} />
      {filter.runId ? <Button onClick={() => change({ runId: '' })}>Show all runs</Button> : null}
    </search>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange(day: string): void }) {
  return (
    <label className="flex min-w-[min(10rem,100%)] grow flex-col gap-1 text-small text-muted sm:grow-0">
      {label}
      <input type="date" value={value} onChange={({ target }) => onChange(target.value)} className={inputLook} />
    </label>
  );
}
