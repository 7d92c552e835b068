import type { ComponentProps } from 'react';
import { Link } from 'react-router';

export function TextLink({ className = '', ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link {...rest} className={`text-accent underline underline-offset-2 hover:text-accent-strong ${className}`} />
  );
}
