import type { FormEvent, ReactNode } from 'react';
import { isOption, type Options } from './choice.tsx';

/** What was filled in, read by the names of the fields. */
export interface Filled {
  text(name: string): string;
  number(name: string): number;
  checked(name: string): boolean;
  /** The chosen one of these; null where none of them is. */
  option<K extends string>(name: string, options: Options<K>): K | null;
}

interface FormProps {
  /** Answers whether it was done: then the fields begin anew. */
  send(filled: Filled): Promise<boolean>;
  onReset?: () => void;
  children: ReactNode;
}

/** Fields that are sent together. */
export function Form({ send, onReset, children }: FormProps) {
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (await send(filledIn(new FormData(form)))) form.reset();
  };
  return (
    <form onSubmit={(event) => void submit(event)} onReset={onReset}>
      {children}
    </form>
  );
}

function filledIn(data: FormData): Filled {
  const text = (name: string) => String(data.get(name) ?? '');
  return {
    text,
    number: (name) => Number(text(name)),
    checked: (name) => data.has(name),
    option(name, options) {
      const key = text(name);
      return isOption(options, key) ? key : null;
    },
  };
}
