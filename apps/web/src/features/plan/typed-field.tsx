import { type ComponentProps, useId, useRef, useState } from 'react';
import { Field } from '#ui/field.tsx';
import { useTellWrong } from './wrong-fields.ts';

interface TypedFieldProps extends Omit<ComponentProps<typeof Field>, 'value' | 'onChange' | 'error'> {
  value: string;
  /** What is wrong with a text, for people; it is not taken then. */
  problemWith(text: string): string | undefined;
  /** Called when the person pauses, and when they leave the field. */
  onSettle(text: string): void;
}

const pauseMs = 500;

/** A field whose text is taken when its writer pauses, and which shows what was made of it when they leave. */
export function TypedField({ value, problemWith, onSettle, ...rest }: TypedFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const error = draft === null ? undefined : problemWith(draft);
  useTellWrong(useId(), error !== undefined);

  const settle = (text: string) => {
    clearTimeout(timer.current);
    if (!problemWith(text) && text !== value) onSettle(text);
  };
  return (
    <Field
      {...rest}
      value={draft ?? value}
      error={error}
      onChange={({ target }) => {
        setDraft(target.value);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => settle(target.value), pauseMs);
      }}
      onBlur={() => {
        if (draft === null) return;
        settle(draft);
        if (!error) setDraft(null);
      }}
    />
  );
}
