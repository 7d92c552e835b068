import { readFileSync } from 'node:fs';

/**
 * Microsoft's published schema of Graph v1.0, as far as the practice cloud has objects of it: names, types and
 * nullability. `v1.0.csv` names its source and the day of it.
 */

/** A type of the schema, as far as the practice cloud has objects of it. */
export interface SchemaType {
  name: string;
  kind: 'entity' | 'complex' | 'enum' | 'flags';
  base: string | null;
  /** Objects may carry properties that are not declared. */
  open: boolean;
  /** Type by name, own ones only; `!` at the end: never null. */
  properties: Map<string, string>;
  navigation: Map<string, string>;
  members: string[];
  /** Parameters of the actions that are bound to it: `keyId:Edm.Guid!`. */
  actions: Map<string, Map<string, string>>;
}

/** Entity sets and singletons at the root. */
export const container = new Map<string, string>();
export const types = new Map<string, SchemaType>();

const kinds = ['entity', 'complex', 'enum', 'flags'];

for (const line of readFileSync(new URL('v1.0.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)) {
  const [kind = '', owner = '', name = '', type = ''] = line.split(',');
  if (kind === 'set') container.set(owner, type);
  else if (kinds.includes(kind.replace('open ', ''))) types.set(owner, emptyType(kind, owner, name));
  else put(types.get(owner), kind, name, type);
}

function emptyType(kind: string, name: string, base: string): SchemaType {
  return {
    name,
    kind: kind.replace('open ', '') as SchemaType['kind'],
    base: base || null,
    open: kind.startsWith('open '),
    properties: new Map(),
    navigation: new Map(),
    members: [],
    actions: new Map(),
  };
}

function put(owner: SchemaType | undefined, kind: string, name: string, type: string): void {
  if (kind === 'property') owner?.properties.set(name, type);
  else if (kind === 'navigation') owner?.navigation.set(name, type);
  else if (kind === 'member') owner?.members.push(name);
  else if (kind === 'action') {
    const parameters = type.split(';').filter(Boolean);
    owner?.actions.set(name, new Map(parameters.map((one) => one.split(':') as [string, string])));
  }
}

/** The type and those that it is made from, nearest first. */
export function lineage(name: string): SchemaType[] {
  const type = types.get(name);
  return type ? [type, ...(type.base ? lineage(type.base) : [])] : [];
}

export const propertyType = (owner: string, name: string): string | undefined =>
  lineage(owner).flatMap(({ properties }) => properties.get(name) ?? [])[0];

export const navigationType = (owner: string, name: string): string | undefined =>
  lineage(owner).flatMap(({ navigation }) => navigation.get(name) ?? [])[0];

export const actionOf = (owner: string, name: string): Map<string, string> | undefined =>
  lineage(owner).flatMap(({ actions }) => actions.get(name) ?? [])[0];

/** `Collection(user)!` taken apart. */
export function readType(text: string): { name: string; collection: boolean; nullable: boolean } {
  const nullable = !text.endsWith('!');
  const plain = text.replace(/!$/, '');
  const collection = plain.startsWith('Collection(');
  return { name: collection ? plain.slice('Collection('.length, -1) : plain, collection, nullable };
}
