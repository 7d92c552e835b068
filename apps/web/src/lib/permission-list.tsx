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
  covered: { tone: 'impossible', word: 'Left out as redundant' },
};

const strengths: Record<PermissionRow['strength'], string> = {
  read: 'Reads',
  write: 'Reads and writes',
  full: 'Full control',
};

const isAsked = ({ state }: PermissionRow) => state === 'new' || state === 'granted';

/** Every permission with its reason, by API, searchable; what is not asked for stands apart. */
export function PermissionList({ permissions }: { permissions: PermissionRow[] }) {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const found = permissions.filter((row) =>
    [row.value, row.displayName ?? '', row.api, row.workload, row.reason, row.note ?? ''].some((part) =>
      part.toLowerCase().includes(wanted),
    ),
  );
  const asked = permissions.filter(isAsked).length;
  const others = permissions.length - asked;
  const apis = Map.groupBy(found.filter(isAsked), (row) => row.api);
  const notAsked = found.filter((row) => !isAsked(row));

  return (
    <div className="flex flex-col gap-4">
      <div className="print:hidden">
        <SearchField label="Search permissions" value={text} onChange={(event) => setText(event.target.value)} />
      </div>
      <p aria-live="polite" className="text-small text-muted">
        {wanted
          ? `${found.length} of ${permissions.length} match`
          : `${counted(asked)}${others > 0 ? `. ${others} more of the vendor’s list are not asked for` : ''}`}
      </p>
      {[...apis].map(([api, rows]) => (
        <Disclosure key={`${api}${wanted !== ''}`} open={wanted !== ''} summary={`${api} (${rows.length})`}>
          <Rows rows={rows} />
        </Disclosure>
      ))}
      {notAsked.length > 0 ? (
        <div className="print:hidden">
          <Disclosure
            key={`not-asked${wanted !== ''}`}
            open={wanted !== ''}
            summary={`Not asked for (${notAsked.length})`}
          >
            <Rows rows={notAsked} />
          </Disclosure>
        </div>
      ) : null}
    </div>
  );
}

const counted = (count: number) => (count === 1 ? '1 permission' : `${count} permissions`);

/** On paper the names alone, one after the other. */
function Rows({ rows }: { rows: PermissionRow[] }) {
  return (
    <ul className="flex flex-col divide-y divide-line print:block">
      {rows.map((row) => (
        <li key={row.key} className="flex flex-col gap-1 py-3 first:pt-0 print:mr-2 print:inline">
          <span className="flex flex-wrap items-center justify-between gap-x-4 print:inline">
            <code className="font-mono text-small break-all">{row.value}</code>
            <span className="print:hidden">
              <Status tone={states[row.state].tone}>{states[row.state].word}</Status>
            </span>
          </span>
          <span className="contents text-small print:hidden">
            <span className="text-base text-muted">
              {row.reason}{' '}
              <span
                className={row.strength === 'full' ? 'font-medium whitespace-nowrap text-warn' : 'whitespace-nowrap'}
              >
                ({strengths[row.strength]})
              </span>
            </span>
            {row.displayName && row.displayName !== row.value ? (
              <span className="text-muted">Microsoft calls it “{row.displayName}”.</span>
            ) : null}
            {row.coveredBy ? <span className="text-muted">{coverage(row)}</span> : null}
            {row.ofNoUse ? <span className="text-warn">Unused at present. {row.ofNoUse}</span> : null}
            {row.note ? <span>{row.note}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

const coverage = ({ coveredBy, state }: PermissionRow) =>
  state === 'covered'
    ? `${coveredBy} of the same API already allows it.`
    : `${coveredBy} of the same API already allows it. It is on the vendor’s list, so it is asked for as well.`;
