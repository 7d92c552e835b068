import type { ReactNode } from 'react';

interface PaperProps {
  /** Lines at the foot of every printed page: what the paper is about and how it can be checked. */
  foot: string[];
  children: ReactNode;
}

/**
 * On a screen nothing. In print the foot of a table, which browsers repeat on every page; Firefox has no margin boxes
 * of `@page`. Chromium repeats only a foot that must not break.
 */
export function Paper({ foot, children }: PaperProps) {
  return (
    <div className="contents print:table print:w-full">
      <div className="hidden print:table-footer-group print:break-inside-avoid">
        <div className="pt-4 font-mono text-[7.5pt] leading-tight break-all text-muted">
          {foot.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      </div>
      <div className="contents print:table-row-group">
        <div className="contents print:block print:space-y-4">{children}</div>
      </div>
    </div>
  );
}
