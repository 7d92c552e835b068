import type { ComponentProps } from 'react';

const looks = {
  plain: 'min-h-9 border-edge bg-surface px-3 py-1.5 hover:border-accent hover:text-accent',
  main: 'min-h-9 border-accent bg-accent px-3 py-1.5 text-on-accent',
  chip: 'min-h-7 border-line bg-surface px-2 py-0.5 hover:border-accent hover:text-accent',
};

export function Button({ look = 'plain', ...rest }: ComponentProps<'button'> & { look?: keyof typeof looks }) {
  return <button type="button" className={`cursor-pointer rounded-control border ${looks[look]}`} {...rest} />;
}
