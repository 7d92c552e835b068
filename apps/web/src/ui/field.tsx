import type { ComponentProps } from 'react';
import { useId } from 'react';

export const inputLook =
  'block min-h-10.5 w-full rounded-control border border-edge bg-surface px-3 py-2 text-base text-ink placeholder:text-muted';

interface FieldProps extends ComponentProps<'input'> {
  label: string;
  hint?: string;
  error?: string | undefined;
}

export function Field({ label, hint, error, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="text-small text-muted">
          {hint}
        </p>
      ) : null}
      <input
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        className={inputLook}
      />
      <p id={`${id}-error`} role="alert" className="text-small text-bad empty:hidden">
        {error}
      </p>
    </div>
  );
}
