import { type ComponentProps, type ReactNode, useId } from 'react';

/** A question with its answers; screen readers hear the question before each. */
export function ChoiceGroup({ legend, hint, children }: { legend: string; hint?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <fieldset {...(hint ? { 'aria-describedby': id } : {})} className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 font-medium">{legend}</legend>
      {hint ? (
        <p id={id} className="text-small text-muted">
          {hint}
        </p>
      ) : null}
      {children}
    </fieldset>
  );
}

interface ChoiceProps extends Omit<ComponentProps<'input'>, 'children'> {
  type: 'radio' | 'checkbox';
  label: ReactNode;
  /** What it means, below the label. */
  hint?: ReactNode;
}

export function Choice({ label, hint, ...rest }: ChoiceProps) {
  const id = useId();
  return (
    <div className="flex min-h-8 items-start gap-2 py-0.5">
      <input
        {...rest}
        id={id}
        {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}
        className="mt-1 size-4 shrink-0 accent-accent disabled:opacity-50"
      />
      <span className="flex min-w-0 flex-col">
        <label htmlFor={id}>{label}</label>
        {hint ? (
          <span id={`${id}-hint`} className="text-small text-muted">
            {hint}
          </span>
        ) : null}
      </span>
    </div>
  );
}
