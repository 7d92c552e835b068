import type { ActorRole } from '@vplus/contracts';
import { CopyableId } from '#ui/copyable.tsx';
import { exactly } from '#ui/time.tsx';

const hash = /\b[0-9a-f]{64}\b/;
const instant = /\b\d{4}-\d\d-\d\dT[\d:.]+Z/;

/** What was noted, in the words and times of a screen; a hash is shortened, as every id is. */
export function NotedWords({ words: kept }: { words: string }) {
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

const roles: Record<ActorRole, string> = {
  operator: 'as an operator',
  administrator: 'as an administrator',
  reader: 'as a reader',
  'approval-link': 'by an approval link',
  assistant: '(automatic)',
};

/** "as an administrator, from 192.0.2.7"; empty where neither was noted. */
export const circumstances = ({ as, from }: { as: ActorRole | null; from: string | null }): string =>
  [as ? roles[as] : '', from ? `from ${from}` : ''].filter(Boolean).join(', ');
