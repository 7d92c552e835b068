import type { ReactNode } from 'react';

/** The look of every field that somebody types or chooses in. */
export const fieldLook = 'min-h-9 min-w-0 max-w-full rounded-control border border-edge bg-surface px-3 py-1.5';

export interface LabelledProps {
  id: string;
  label: string;
}

/** A field below its label. */
export function Labelled({ id, label, children }: LabelledProps & { children: ReactNode }) {
  return (
    <div className="mb-3 grid min-w-0 max-w-full grid-cols-[minmax(0,1fr)] gap-1">
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}
