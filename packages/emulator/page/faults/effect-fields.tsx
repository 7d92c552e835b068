import { Fragment, type ReactNode } from 'react';
import { FormCheck, FormChoice, FormField } from '../ui/form-fields.tsx';
import { brokenAnswers, type EffectKind, type EffectPart, partsOf } from './effects.ts';

const fields: Record<EffectPart, ReactNode> = {
  status: (
    <FormField id="fault-status" name="status" label="Status" type="number" min={200} max={599} defaultValue={503} />
  ),
  retryAfter: <FormField id="fault-retry" name="retry" label="Retry-After, seconds (optional)" type="number" min={0} />,
  ms: <FormField id="fault-ms" name="ms" label="Milliseconds" type="number" min={0} defaultValue={10_000} />,
  how: <FormChoice id="fault-how" name="how" label="How" options={brokenAnswers} />,
  afterEffect: <FormCheck id="fault-after" name="after" label="The request takes effect all the same" />,
};

export const EffectFields = ({ kind }: { kind: EffectKind }) =>
  partsOf[kind].map((part) => <Fragment key={part}>{fields[part]}</Fragment>);
