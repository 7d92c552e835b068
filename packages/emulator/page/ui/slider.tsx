import { useDraft } from './use-draft.ts';
import type { Send } from './use-sent.ts';

interface SliderProps {
  id: string;
  label: string;
  /** Milliseconds, as `max` and `step` are. */
  value: number;
  max: number;
  step: number;
  send: Send<number>;
}

export function Slider({ id, label, value, max, step, send }: SliderProps) {
  const draft = useDraft<HTMLInputElement>(String(value), (text) => send(Number(text)));
  const shown = seconds(Number(draft.value));
  return (
    <div className="mb-3 grid grid-cols-[minmax(0,1fr)] gap-1">
      <span className="flex justify-between gap-2">
        <label htmlFor={id} className="min-w-0">
          {label}
        </label>
        <output htmlFor={id} className="flex-none text-muted tabular-nums">
          {shown}
        </output>
      </span>
      <input id={id} type="range" min={0} max={Math.max(max, value)} step={step} aria-valuetext={shown} {...draft} />
    </div>
  );
}

const seconds = (ms: number) => (ms === 0 ? 'at once' : ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`);
