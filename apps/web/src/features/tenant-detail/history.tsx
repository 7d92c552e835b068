import type { TenantView } from '@vplus/contracts';
import { Card } from '#ui/card.tsx';
import { Time } from '#ui/time.tsx';

/** Who did what, and when. */
export function History({ history }: { history: TenantView['history'] }) {
  if (history.length === 0) return null;
  return (
    <Card title="History">
      <ol className="flex flex-col divide-y divide-line">
        {history.map((entry) => (
          <li key={entry.at + entry.what} className="flex flex-col py-2 first:pt-0 last:pb-0">
            <span className="wrap-anywhere">{entry.what}</span>
            <span className="text-small text-muted">
              {entry.who}, <Time at={entry.at} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
