type Json = unknown;
type Members = Record<string, Json>;

const isObject = (value: Json): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What `after` has that `before` has not, or has otherwise; undefined: nothing. Lists are taken whole. */
export function difference(before: Json, after: Json): Json {
  if (!isObject(before) || !isObject(after))
    return JSON.stringify(before) === JSON.stringify(after) ? undefined : after;
  const changed = Object.entries(after).flatMap(([name, value]) => {
    const part = difference(before[name], value);
    return part === undefined ? [] : [[name, part] as const];
  });
  return changed.length > 0 ? Object.fromEntries(changed) : undefined;
}

/** Puts a difference upon what is there, in place. */
export function overlay(onto: Members, change: Members): void {
  for (const [name, value] of Object.entries(change)) {
    const there = onto[name];
    if (isObject(there) && isObject(value)) overlay(there, value);
    else onto[name] = value;
  }
}
