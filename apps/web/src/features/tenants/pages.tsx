import { Button } from '#ui/button.tsx';
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
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3">
      <Button disabled={page === 0} onClick={() => onGo(page - 1)}>
        Previous
      </Button>
      <span className="text-small text-muted">
        {(page * pageSize + 1).toLocaleString()}–{Math.min(total, (page + 1) * pageSize).toLocaleString()} of{' '}
        {total.toLocaleString()}
      </span>
      <Button disabled={page >= last} onClick={() => onGo(page + 1)}>
        Next
      </Button>
    </nav>
  );
}
