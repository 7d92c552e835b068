import { fieldLook, Labelled, type LabelledProps } from './labelled.tsx';
import { useDraft } from './use-draft.ts';
import type { Send } from './use-sent.ts';

interface FieldProps extends LabelledProps {
  value: string;
  send: Send<string>;
  min?: number;
}

export function TextField({ id, label, value, send }: FieldProps) {
  const draft = useDraft<HTMLInputElement>(value, send);
  return (
    <Labelled id={id} label={label}>
      <input id={id} type="text" className={fieldLook} {...draft} />
    </Labelled>
  );
}

export function NumberField({ id, label, value, send, min }: FieldProps) {
  const draft = useDraft<HTMLInputElement>(value, send);
  return (
    <Labelled id={id} label={label}>
      <input id={id} type="number" min={min} className={`${fieldLook} w-25`} {...draft} />
    </Labelled>
  );
}

/** Ids, one per line. */
export function IdsField({ id, label, value, send }: FieldProps) {
  const draft = useDraft<HTMLTextAreaElement>(value, send);
  return (
    <Labelled id={id} label={label}>
      <textarea id={id} rows={3} className={`${fieldLook} font-mono text-[0.8125rem]`} {...draft} />
    </Labelled>
  );
}
