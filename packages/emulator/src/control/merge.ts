type Json = { [member: string]: unknown };

/** Merges a checked patch into a part of the world: objects member by member, all else replaced. */
export function merge(target: Json, patch: Json): void {
  for (const [name, value] of Object.entries(patch)) {
    const old = target[name];
    if (isObject(old) && isObject(value)) merge(old, value);
    else target[name] = value;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
