import type { TenantView } from '@vplus/contracts';
import { StatusIcon, type Tone } from '#ui/status.tsx';
import { Table } from '#ui/table.tsx';
import { Moment } from '#ui/time.tsx';
import { differenceOf } from './permission-difference-of.ts';

/** What is wanted beside what the application declares and what is granted: only what differs is spelled out. */
export function PermissionDifference({ tenant }: { tenant: TenantView }) {
  const { wanted, right, missing, lost, notOffered, more, declared } = differenceOf(tenant);
  const none = lost.length || missing.length;
  const rows: [name: string, figure: string, tone: Tone, words: string][] = [
    ['Wanted', `${wanted}`, 'idle', 'By the plan that was approved last'],
    [
      'Declared',
      declared ? 'Other' : 'Same',
      declared ? 'attention' : 'ok',
      'By the application itself, beside what is wanted',
    ],
    [
      'Granted',
      `${lost.length > 0 ? wanted - none : right.length}`,
      none > 0 ? 'failed' : 'ok',
      'Of those that are wanted',
    ],
    ['Missing', `${none}`, none > 0 ? 'failed' : 'ok', 'Wanted, and not granted'],
    ['More than wanted', `${more.length}`, more.length > 0 ? 'attention' : 'ok', 'Granted, and not in the plan'],
  ];
  return (
    <div className="flex flex-col gap-3">
      <Table
        caption="Permissions as wanted, declared and granted"
        heads={['What', 'How many', 'Meaning']}
        rows={rows.map(([name, figure, tone, words]) => ({
          key: name,
          cells: [
            name,
            <span key="figure" className="inline-flex items-center gap-1.5 whitespace-nowrap tabular-nums">
              <StatusIcon tone={tone} />
              {figure}
            </span>,
            words,
          ],
        }))}
      />
      <p className="text-small text-muted">
        {tenant.checkedAt ? (
          <>
            Read at Microsoft on <Moment at={tenant.checkedAt} />. What changed since then is shown only where a check
            has found it.
          </>
        ) : (
          'Nobody has looked at Microsoft yet.'
        )}
      </p>
      <Names
        title="Missing"
        names={lost.length > 0 ? lost.map(({ what }) => what) : missing.map(({ value, api }) => `${value} (${api})`)}
      />
      <Names title="More than wanted" names={more.map(({ what }) => what)} />
      <Names title="Declared" names={declared ? [declared.what] : []} />
      <Names title="Not offered in this tenant" names={notOffered.map(({ value, api }) => `${value} (${api})`)} />
    </div>
  );
}

function Names({ title, names }: { title: string; names: string[] }) {
  if (names.length === 0) return null;
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      <ul className="flex flex-col gap-1 text-small wrap-anywhere">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </div>
  );
}
