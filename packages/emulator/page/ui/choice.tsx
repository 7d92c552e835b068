import type { ChangeEvent } from 'react';
import { fieldLook, Labelled, type LabelledProps } from './labelled.tsx';
import { type Send, useSent } from './use-sent.ts';

/** What can be chosen, in its order, with the words for it. */
export type Options<K extends string> = Record<K, string>;

export const isOption = <K extends string>(options: Partial<Options<K>>, key: string): key is K =>
  Object.hasOwn(options, key);

interface ChoiceProps<K extends string> extends LabelledProps {
  value: K;
  /** Some of them may not be offered. */
  options: Partial<Options<K>>;
  send: Send<K>;
}

export function Choice<K extends string>({ id, label, value, options, send }: ChoiceProps<K>) {
  const [shown, choose] = useSent<K>(value, send);
  const onChange = ({ target }: ChangeEvent<HTMLSelectElement>) => {
    if (isOption(options, target.value)) choose(target.value);
  };
  return (
    <Labelled id={id} label={label}>
      <select id={id} className={fieldLook} value={shown} onChange={onChange}>
        <OptionList options={options} />
      </select>
    </Labelled>
  );
}

export function OptionList({ options }: { options: Partial<Options<string>> }) {
  return Object.entries(options).map(([key, text]) => (
    <option key={key} value={key}>
      {text}
    </option>
  ));
}
