import { type ReactNode, useId } from 'react';

interface CardProps {
  title?: ReactNode;
  /** Beside the title, at the end of the line. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A titled block of a page; screen readers list it as a region. */
export function Card({ title, aside, children }: CardProps) {
  const id = useId();
  return (
    <section
      {...(title ? { 'aria-labelledby': id } : {})}
      className="rounded-card border border-line bg-surface p-4 sm:p-6 print:border-x-0 print:border-b-0 print:rounded-none print:bg-transparent print:px-0 print:pt-3 print:pb-0"
    >
      {title ? (
        <div className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <h2 id={id} className="text-title font-semibold">
            {title}
          </h2>
          {aside}
        </div>
      ) : null}
      {children}
    </section>
  );
}
