import type { TenantView } from '@vplus/contracts';
import { useState } from 'react';
import { circumstances, NotedWords } from '#lib/audit-words.tsx';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Time } from '#ui/time.tsx';

interface HistoryProps {
  history: TenantView['history'];
  /** Where all of it is, for whoever may read it. */
  log?: string;
}

/** Who did what, and when; as what and from where when it is asked for. */
export function History({ history, log }: HistoryProps) {
  const [detailed, setDetailed] = useState(false);
  if (history.length === 0) return null;
  return (
    <Card
      title="History"
      aside={
        <Button look="quiet" aria-pressed={detailed} onClick={() => setDetailed(!detailed)}>
          As what and from where
        </Button>
      }
    >
      <ol className="flex flex-col divide-y divide-line">
        {history.map((entry) => (
          <li key={entry.at + entry.what} className="flex flex-col py-2 first:pt-0 last:pb-0">
            <NotedWords words={entry.what} />
            <span className="text-small wrap-anywhere text-muted">
              {entry.who}
              {detailed && circumstances(entry) ? ` ${circumstances(entry)}` : null}, <Time at={entry.at} />
            </span>
          </li>
        ))}
      </ol>
      {log ? (
        <p className="mt-4">
          <TextLink to={log}>Open the audit log of this tenant</TextLink>
        </p>
      ) : null}
    </Card>
  );
}
