import { Search } from 'lucide-react';
import type { ComponentProps } from 'react';
import { inputLook } from './field.tsx';

export function SearchField({ label, ...rest }: ComponentProps<'input'> & { label: string }) {
  return (
    <label className="relative block">
      <span className="sr-only">{label}</span>
      <Search aria-hidden size={16} className="absolute top-1/2 left-3 -translate-y-1/2 text-muted" />
      <input type="search" placeholder={label} {...rest} className={`${inputLook} pl-9`} />
    </label>
  );
}
