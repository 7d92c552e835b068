import { type Send, useSent } from './use-sent.ts';

interface CheckProps {
  id: string;
  label: string;
  checked: boolean;
  send: Send<boolean>;
}

export function Check({ id, label, checked, send }: CheckProps) {
  const [value, choose] = useSent(checked, send);
  return (
    <div className="mb-2 flex items-start gap-2">
      <input
        id={id}
        type="checkbox"
        className="mt-0.5 size-4.5 flex-none"
        checked={value}
        onChange={(event) => choose(event.target.checked)}
      />
      <label htmlFor={id} className="min-w-0">
        {label}
      </label>
    </div>
  );
}
