/** A JSON schema, as far as zod writes one. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
}

/** Where a value that fitted `then` may not fit `now`; empty: whatever was stored is read. */
export function notAccepted(now: Schema, then: Schema, at = ''): string[] {
  const [waysThen, waysNow] = [waysOf(then), waysOf(now)];
  if (waysThen.length > 1 || waysNow.length > 1)
    return waysThen.flatMap((one) => {
      const tries = waysNow.map((other) => notAccepted(other, one, at));
      return tries.some((faults) => faults.length === 0)
        ? []
        : (tries.toSorted((a, b) => a.length - b.length)[0] ?? []);
    });
  if (now.type === undefined && !valuesOf(now)) return [];
  const values = valuesOf(now);
  if (values) {
    const lost = (valuesOf(then) ?? ['anything']).filter((one) => !values.includes(one));
    return lost.map((one) => `${at} may have been ${JSON.stringify(one)}`);
  }
  if (now.type !== then.type && !(now.type === 'number' && then.type === 'integer'))
    return [`${at} was ${then.type ?? 'anything'}, and is ${now.type}`];
  return [...membersNotAccepted(now, then, at), ...itemsNotAccepted(now, then, at)];
}

function membersNotAccepted(now: Schema, then: Schema, at: string): string[] {
  const before = then.properties ?? {};
  const missing = (now.required ?? []).filter((name) => !then.required?.includes(name));
  return [
    ...missing.map((name) => `${at}.${name} is required, and was not`),
    ...Object.entries(now.properties ?? {}).flatMap(([name, member]) =>
      before[name] ? notAccepted(member, before[name], `${at}.${name}`) : [],
    ),
    ...(typeof now.additionalProperties === 'object' && typeof then.additionalProperties === 'object'
      ? notAccepted(now.additionalProperties, then.additionalProperties, `${at}.*`)
      : []),
  ];
}

const itemsNotAccepted = (now: Schema, then: Schema, at: string): string[] =>
  now.items && then.items ? notAccepted(now.items, then.items, `${at}[]`) : [];

/** What it may be, one by one: `anyOf`, `oneOf` and lists of types laid flat. */
function waysOf(schema: Schema): Schema[] {
  const ways = schema.anyOf ?? schema.oneOf;
  if (ways) return ways.flatMap(waysOf);
  return Array.isArray(schema.type) ? schema.type.map((type) => ({ ...schema, type })) : [schema];
}

const valuesOf = (schema: Schema): unknown[] | undefined => ('const' in schema ? [schema.const] : schema.enum);
