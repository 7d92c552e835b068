import type { ComponentProps } from 'react';
import { OptionList, type Options } from './choice.tsx';
import { fieldLook, Labelled, type LabelledProps } from './labelled.tsx';

/** Fields that are sent together, by the button of their form: their names are those in its FormData. */
interface Named extends LabelledProps {
  name: string;
}

type FormFieldProps = Named & Pick<ComponentProps<'input'>, 'type' | 'min' | 'max' | 'defaultValue' | 'placeholder'>;

export function FormField({ label, ...input }: FormFieldProps) {
  return (
    <Labelled id={input.id} label={label}>
      <input className={`${fieldLook} ${input.type === 'number' ? 'w-25' : ''}`} {...input} />
    </Labelled>
  );
}

export function FormChoice<K extends string>({ label, options, ...select }: Named & { options: Options<K> }) {
  return (
    <Labelled id={select.id} label={label}>
      <select className={fieldLook} {...select}>
        <OptionList options={options} />
      </select>
    </Labelled>
  );
}

export function FormCheck({ label, ...input }: Named) {
  return (
    <div className="mb-2 flex items-start gap-2">
      <input type="checkbox" className="mt-0.5 size-4.5 flex-none" {...input} />
      <label htmlFor={input.id} className="min-w-0">
        {label}
      </label>
    </div>
  );
}
