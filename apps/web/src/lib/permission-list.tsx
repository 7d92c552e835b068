import type { PermissionRow, PermissionState } from '@vplus/contracts';
import { useDeferredValue, useState } from 'react';
import { Disclosure } from '#ui/disclosure.tsx';
import { SearchField } from '#ui/search-field.tsx';
import { Status, type Tone } from '#ui/status.tsx';

const states: Record<PermissionState, { tone: Tone; word: string }> = {
  new: { tone: 'new', word: 'New' },
  granted: { tone: 'ok', word: 'Already granted' },
  'not-offered': { tone: 'impossible', word: 'Not offered here' },
  'left-out': { tone: 'impossible', word: 'Left out' },
  covered: { tone: 'ok', word: 'Covered by a stronger one' },
};

const strengths: Record<PermissionRow['strength'], string> = {
  read: 'Reads',
  write: 'Reads and writes',
  full: 'Full control',
};

const coverage = ({ coveredBy, state }: PermissionRow) =>
  state === 'covered'
    ? `${coveredBy} of the same API covers it, so it is not asked for.`
    : `${coveredBy} of the same API covers it; it is asked for all the same, as the vendor lists it.`;

/** Every permission with its reason, by API, searchable. */
export function PermissionList({ permissions }: { permissions: PermissionRow[] }) {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const found = permissions.filter((row) =>
    [row.value, row.displayName ?? '', row.api, row.workload, row.reason, row.note ?? ''].some((part) =>
      part.toLowerCase().includes(wanted),
    ),
  );
  const apis = Map.groupBy(found, (row) => row.api);

  return (
    <div className="flex flex-col gap-4">
      <SearchField
        label={`Search ${permissions.length} permissions`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p aria-live="polite" className="text-small text-muted">
        {wanted ? `${found.length} of ${permissions.length} match` : `${permissions.length} permissions in all`}
      </p>
      {[...apis].map(([api, rows]) => (
        <Disclosure key={`${api}${wanted !== ''}`} open={wanted !== ''} summary={`${api} (${rows.length})`}>
          <ul className="flex flex-col divide-y divide-line">
            {rows.map((row) => (
              <li key={row.key} className="flex flex-col gap-1 py-3 first:pt-0">
                <span className="flex flex-wrap items-center justify-between gap-x-4">
                  <code className="font-mono text-small break-all">{row.value}</code>
                  <Status tone={states[row.state].tone}>{states[row.state].word}</Status>
                </span>
                <span className="text-muted">
                  {row.reason} <span className="whitespace-nowrap">({strengths[row.strength]})</span>
                </span>
                {row.displayName ? (
                  <span className="text-small text-muted">Microsoft calls it “{row.displayName}”.</span>
                ) : null}
                {row.coveredBy ? <span className="text-small text-muted">{coverage(row)}</span> : null}
                {row.ofNoUse ? <span className="text-small text-warn">Of no use now. {row.ofNoUse}</span> : null}
                {row.note ? <span className="text-small">{row.note}</span> : null}
              </li>
            ))}
          </ul>
        </Disclosure>
      ))}
    </div>
  );
}
