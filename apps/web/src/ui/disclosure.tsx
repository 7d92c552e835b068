import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** Details that most people need not see. */
export function Disclosure({ summary, open, children }: { summary: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details open={open}>
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-control text-accent hover:underline print:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          size={16}
          className="shrink-0 print:hidden motion-safe:transition-transform motion-safe:duration-100 [[open]>summary>&]:rotate-90"
        />
        {summary}
      </summary>
      <div className="mt-3 print:mt-0">{children}</div>
    </details>
  );
}
