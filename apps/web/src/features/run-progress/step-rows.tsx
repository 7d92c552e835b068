import { isDone, type RowView } from '@vplus/contracts';
import { useDeferredValue, useState } from 'react';
import { countOf, rowShown } from '#lib/states.ts';
import { Disclosure } from '#ui/disclosure.tsx';
import { SearchField } from '#ui/search-field.tsx';
import { Status } from '#ui/status.tsx';

const searchableFrom = 12;

export const doneOf = (rows: RowView[]): number => rows.filter((row) => isDone(row.state)).length;

/** The many results of one step: a figure first, each of them below, searchable when there are many. */
export function StepRows({ rows }: { rows: RowView[] }) {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const found = rows.filter((row) => [row.label, row.group ?? ''].some((part) => part.toLowerCase().includes(wanted)));

  return (
    <Disclosure summary={countOf(rows)}>
      <div className="flex flex-col gap-3">
        {rows.length > searchableFrom ? (
          <SearchField
            label={`Search ${rows.length} results`}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        ) : null}
        <ul className="flex flex-col divide-y divide-line">
          {found.map((row) => (
            <li key={row.key} className="flex flex-col py-2">
              <span className="flex flex-wrap items-center justify-between gap-x-4">
                <span className="min-w-0 break-words">
                  {row.label}
                  {row.group ? <span className="text-small text-muted"> · {row.group}</span> : null}
                </span>
                <Status tone={rowShown(row).tone}>{rowShown(row).word}</Status>
              </span>
              {row.note ? <span className="text-small text-muted">{row.note}</span> : null}
            </li>
          ))}
        </ul>
        {found.length === 0 ? <p className="text-muted">Nothing matches.</p> : null}
      </div>
    </Disclosure>
  );
}
