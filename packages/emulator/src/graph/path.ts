import { badRequest } from './refusal.ts';

/** How a path names one object: by `id`, or by an alternate key as in `applications(uniqueName='x')`. */
export interface Key {
  property: string;
  value: string;
}

export type Segment = string | Key;

const parenthesized = /^([\w.$]+)\((.*)\)$/;
const alternateKey = /^(\w+)\s*=\s*'(.*)'$/;
const quoted = /^'(.*)'$/;

/**
 * Splits an OData path, so that `applications/{id}`, `applications('id')` and `applications(appId='x')` look alike.
 *
 * https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html
 */
export function segmentsOf(path: string): Segment[] {
  return path
    .split('/')
    .filter((part) => part !== '')
    .flatMap((part): Segment[] => {
      const text = decoded(part);
      const [, name, inner] = parenthesized.exec(text) ?? [];
      if (name === undefined || inner === undefined) return [text.replace(/^graph\./, 'microsoft.graph.')];
      const [, property, value] = alternateKey.exec(inner) ?? [];
      if (property !== undefined && value !== undefined) return [name, { property, value: unquote(value) }];
      const [, id] = quoted.exec(inner) ?? [];
      return id === undefined ? [text] : [name, { property: 'id', value: unquote(id) }];
    });
}

/** Only in a `$batch`: other requests have been looked at before they came here. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest('The request URI is not valid.', 'BadRequest');
  }
}

const unquote = (text: string) => text.replaceAll("''", "'");

/** The parameters of `pattern` (`applications/{application}/owners`) in these segments; null: it does not match. */
export function match(pattern: string, segments: Segment[]): Record<string, Key> | null {
  const parts = pattern.split('/');
  if (parts.length !== segments.length) return null;
  return matchStart(parts, segments);
}

/** How many segments from the start fit the pattern: tells which one to blame when no route fits. */
export function depth(pattern: string, segments: Segment[]): number {
  const parts = pattern.split('/');
  let count = 0;
  while (count < Math.min(parts.length, segments.length) && matchStart(parts.slice(0, count + 1), segments)) count += 1;
  return count;
}

function matchStart(parts: string[], segments: Segment[]): Record<string, Key> | null {
  const params: Record<string, Key> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index];
    if (segment === undefined) return null;
    const name = /^\{(.*)\}$/.exec(part)?.[1];
    if (name) params[name] = typeof segment === 'string' ? { property: 'id', value: segment } : segment;
    else if (typeof segment !== 'string' || segment.toLowerCase() !== part.toLowerCase()) return null;
  }
  return params;
}
