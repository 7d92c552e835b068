import { Button } from '#ui/button.tsx';
import { language } from '#ui/time-words.ts';
import { pageSize } from './use-listing.ts';

interface PagesProps {
  /** From 0. */
  page: number;
  total: number;
  onGo(page: number): void;
}

export function Pages({ page, total, onGo }: PagesProps) {
  if (total <= pageSize && page === 0) return null;
  const last = Math.max(0, Math.ceil(total / pageSize) - 1);
  const shown = (figure: number) => figure.toLocaleString(language);
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3">
      <Button disabled={page === 0} onClick={() => onGo(Math.min(page - 1, last))}>
        Previous
      </Button>
      <span className="text-small text-muted tabular-nums">
        {page > last
          ? `There are ${last + 1} pages`
          : `${shown(page * pageSize + 1)}–${shown(Math.min(total, (page + 1) * pageSize))} of ${shown(total)}`}
      </span>
      <Button disabled={page >= last} onClick={() => onGo(page + 1)}>
        Next
      </Button>
    </nav>
  );
}
