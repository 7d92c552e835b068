/** The versions of Graph that are answered; beta shows what v1.0 shows and a few properties that only it has. */
export const versions = ['v1.0', 'beta'] as const;
export type Version = (typeof versions)[number];

/** Version and path of a request; the tenant's alias `myorganization` may stand between them. */
export function readPath(pathname: string): { version: string; path: string } {
  const [, version = '', ...rest] = pathname.split('/');
  const parts = rest.filter((part) => part !== '');
  if (parts[0]?.toLowerCase() === 'myorganization') parts.shift();
  return { version, path: parts.join('/') };
}
