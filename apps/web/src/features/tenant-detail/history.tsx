import type { TenantView } from '@vplus/contracts';
import { Card } from '#ui/card.tsx';
import { CopyableId } from '#ui/copyable.tsx';
import { exactly, Time } from '#ui/time.tsx';

const hash = /\b[0-9a-f]{64}\b/;
const instant = /\b\d{4}-\d\d-\d\dT[\d:.]+Z/;

/** Who did what, and when. */
export function History({ history }: { history: TenantView['history'] }) {
  if (history.length === 0) return null;
  return (
    <Card title="History">
      <ol className="flex flex-col divide-y divide-line">
        {history.map((entry) => (
          <li key={entry.at + entry.what} className="flex flex-col py-2 first:pt-0 last:pb-0">
            <What words={entry.what} />
            <span className="text-small text-muted">
              {entry.who}, <Time at={entry.at} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** As it was kept, in the words and times of a screen; a hash is shortened, as every id is. */
function What({ words: kept }: { words: string }) {
  const words = kept.replace(instant, exactly);
  const [found] = hash.exec(words) ?? [];
  if (!found) return <span className="wrap-anywhere">{words}</span>;
  const [before, after] = words.split(found);
  return (
    <span className="flex flex-wrap items-center gap-x-1 wrap-anywhere">
      {before}
      <CopyableId value={found} what="hash" />
      {after}
    </span>
  );
}
