import type { ReactNode } from 'react';

export const Heading = ({ children }: { children: ReactNode }) => (
  <h2 className="mb-1 text-xl font-bold">{children}</h2>
);

/** A remark beside what matters. */
export const Soft = ({ children }: { children: ReactNode }) => <p className="mb-2 text-muted">{children}</p>;

/** An id, an address or a path: breaks anywhere before the page gets wider than its window. */
export const Code = ({ children }: { children: ReactNode }) => (
  <code className="font-mono text-[0.8125rem] wrap-anywhere">{children}</code>
);

/** Things beside one another as far as there is room. */
export const Row = ({ children }: { children: ReactNode }) => (
  <div className="mb-2 flex flex-wrap items-end gap-2">{children}</div>
);

/** A thing with its button at the end of the line, or below where there is no room for both. */
export const Line = ({ text, children }: { text: ReactNode; children: ReactNode }) => (
  <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
    <span className="min-w-0 grow basis-40">{text}</span>
    {children}
  </div>
);
