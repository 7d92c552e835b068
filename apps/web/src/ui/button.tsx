import { Slot } from '@radix-ui/react-slot';
import type { ComponentProps } from 'react';

const looks = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border-edge bg-surface text-ink hover:bg-sunken',
  danger: 'border-bad bg-surface text-bad hover:bg-bad-soft',
  quiet: 'border-transparent bg-transparent text-accent hover:bg-accent-soft',
};

export interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof looks;
  /** Words for what is going on; the button waits meanwhile. */
  busy?: string | false;
  /** Renders the only child, e.g. a link, as the button. */
  asChild?: boolean;
}

export function Button({ look = 'secondary', busy = false, asChild, className = '', children, ...rest }: ButtonProps) {
  const Element = asChild ? Slot : 'button';
  return (
    <Element
      {...(asChild ? {} : { type: 'button' })}
      {...rest}
      {...(busy ? { 'aria-disabled': true, onClick: undefined } : {})}
      className={`inline-flex min-h-10 items-center justify-center gap-2 rounded-control border px-4 py-2 text-center text-base font-medium motion-safe:transition-colors motion-safe:duration-100 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:opacity-60 ${looks[look]} ${className}`}
    >
      {busy || children}
    </Element>
  );
}
