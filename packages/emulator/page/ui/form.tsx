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

/** Fields that are sent together. They begin anew once `send` says that it is done. */
export function Form({ send, children }: { send(filled: Filled): Promise<boolean>; children: ReactNode }) {
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (await send(filledIn(new FormData(form)))) form.reset();
  };
  return <form onSubmit={(event) => void submit(event)}>{children}</form>;
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
