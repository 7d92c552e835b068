import { actionOf, container, lineage, navigationType, propertyType, readType } from './schema.ts';

/** What a path leads to by the schema: a type, or the parameters of an action. */
export interface Place {
  type: string;
  action: Map<string, string> | null;
}

/** The segments of a path or of a context, keys in parentheses taken off: `users('a')/drive` is users, key, drive. */
function partsOf(path: string): string[] {
  const parts: string[] = [];
  for (const segment of path.split('/').filter(Boolean)) {
    const [, name, key] = /^([^(]+)\((.*)\)$/.exec(segment) ?? [];
    parts.push(name ?? segment, ...(key === undefined || key === '' ? [] : ['{key}']));
  }
  return parts;
}

/** Follows a path through the schema; a sentence when it leads nowhere. */
export function placeOf(path: string): Place | string {
  const [first = '', ...rest] = partsOf(path);
  let type = container.get(first);
  if (!type) return `${path}: the schema has nothing called ${first}`;
  for (const part of rest) {
    const { name, collection } = readType(type);
    const owner = name;
    if (part.startsWith('microsoft.graph.')) {
      const cast = part.slice('microsoft.graph.'.length);
      if (!lineage(cast).some((one) => one.name === owner)) return `${path}: ${cast} is no ${owner}`;
      type = collection ? `Collection(${cast})` : cast;
    } else if (collection && !part.startsWith('$')) type = name;
    else if (part === '$count') type = 'Edm.Int32';
    else if (part === '$ref' || part === '$value') return { type, action: null };
    else {
      const action = actionOf(owner, part);
      if (action) return { type, action };
      const next = navigationType(owner, part) ?? propertyType(owner, part);
      if (!next) return `${path}: ${owner} has no ${part}`;
      type = next;
    }
  }
  return { type, action: null };
}
