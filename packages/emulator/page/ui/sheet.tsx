import type { ReactNode } from 'react';

interface SheetProps {
  title: string;
  /** As wide as all columns. */
  wide?: boolean;
  children: ReactNode;
}

export function Sheet({ title, wide = false, children }: SheetProps) {
  return (
    <section className={`min-w-0 rounded-card border border-line bg-surface p-4 ${wide ? 'col-span-full' : ''}`}>
      <h3 className="mb-2 font-bold">{title}</h3>
      {children}
    </section>
  );
}

export function Sheets({ children }: { children: ReactNode }) {
  return <div className="my-4 grid grid-cols-[repeat(auto-fill,minmax(min(100%,20rem),1fr))] gap-4">{children}</div>;
}
