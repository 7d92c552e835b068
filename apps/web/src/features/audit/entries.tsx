import type { AuditPage } from '@vplus/contracts';
import { circumstances, NotedWords } from '#lib/audit-words.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Moment } from '#ui/time.tsx';

interface EntriesProps {
  entries: AuditPage['entries'];
  ofOneTenant: boolean;
}

export function Entries({ entries, ofOneTenant }: EntriesProps) {
  return (
    <ol aria-label="Entries" className="flex flex-col divide-y divide-line rounded-card border border-line bg-surface">
      {entries.map((entry) => (
        <li key={entry.number} className="flex flex-col gap-1 px-4 py-3">
          <span className="flex items-baseline gap-x-3">
            <span className="shrink-0 text-small text-muted tabular-nums">{entry.number}</span>
            <span className="min-w-0">
              <NotedWords words={entry.what} />
            </span>
          </span>
          <span className="text-small wrap-anywhere text-muted">
            {entry.who.name}
            {circumstances(entry) ? ` ${circumstances(entry)}` : null}, <Moment at={entry.at} />
            {entry.broughtOver ? ', noted before there was a chain' : null}
          </span>
          {(entry.tenantId && !ofOneTenant) || entry.runId ? (
            <span className="flex flex-wrap gap-x-4 text-small">
              {entry.tenantId && !ofOneTenant ? (
                <TextLink to={`/tenants/${entry.tenantId}`}>{entry.tenantName ?? entry.tenantId}</TextLink>
              ) : null}
              {entry.runId ? <TextLink to={`/runs/${entry.runId}`}>Open the run</TextLink> : null}
            </span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
