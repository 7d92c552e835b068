import type { ReactNode } from 'react';

interface PageProps {
  title: string;
  /** One or two sentences below the title. */
  lead?: ReactNode;
  /** Tables need the whole width; everything else reads better in a column. */
  wide?: boolean;
  children: ReactNode;
}

export function Page({ title, lead, wide = false, children }: PageProps) {
  return (
    <div
      className={`mx-auto flex w-full flex-col gap-6 print:max-w-none print:gap-4 ${wide ? 'max-w-[88rem]' : 'max-w-[45rem]'}`}
    >
      <title>{`${title} · vPlus setup assistant`}</title>
      <div className="flex flex-col gap-2">
        <h1 tabIndex={-1} className="text-display font-semibold tracking-tight text-balance">
          {title}
        </h1>
        {lead ? <div className="text-muted">{lead}</div> : null}
      </div>
      {children}
    </div>
  );
}
