import { readFileSync, writeFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { english } from './english.ts';

type Part = ReturnType<IntlMessageFormat['getAst']>[number];

/** Of each key the names of its parameters, in the order of the alphabet. */
export type Keys = ReadonlyMap<string, readonly string[]>;

const list = new URL('./released-keys.txt', import.meta.url);

/** A line for each: the key, and behind it its parameters. */
export function releasedKeys(): Keys {
  const lines = readFileSync(list, 'utf8').split('\n').filter(Boolean);
  return new Map(lines.map((line) => line.split(' ')).map(([key = '', ...params]) => [key, params]));
}

export function writeReleasedKeys(keys: Keys): void {
  const lines = [...keys].map(([key, params]) => [key, ...params].join(' ')).toSorted();
  writeFileSync(list, `${lines.join('\n')}\n`);
}

export const keysOf = (catalogue: Readonly<Record<string, string>> = english): Keys =>
  new Map(Object.entries(catalogue).map(([key, text]) => [key, paramsOf(text)]));

/**
 * What records, plans and the history of earlier builds could not be shown by any more: keys that are gone, and those
 * that want a parameter which was not stored with them.
 */
export const brokenKeys = (released: Keys, now: Keys): string[] =>
  [...released].flatMap(([key, params]) => {
    const wanted = now.get(key);
    if (!wanted) return [key];
    const missing = wanted.filter((name) => !params.includes(name));
    return missing.length > 0 ? [`${key} (${missing.join(', ')})`] : [];
  });

/** The list as it has to be: new keys are added, and a parameter that a message leaves out cannot come back. */
export const withNewKeys = (released: Keys, now: Keys): Keys =>
  new Map([
    ...released,
    ...[...now].map(([key, params]): [string, readonly string[]] => {
      const stored = released.get(key);
      return [key, stored?.filter((name) => params.includes(name)) ?? params];
    }),
  ]);

function paramsOf(text: string): string[] {
  const names = new Set<string>();
  const visit = (parts: Part[]): void => {
    for (const part of parts) {
      // Whatever names a value is a parameter, but for a text (`TYPE.literal` of the parser, no dependency of ours).
      if ('value' in part && part.type !== 0) names.add(part.value);
      if ('options' in part) for (const { value } of Object.values(part.options)) visit(value);
    }
  };
  visit(new IntlMessageFormat(text, 'en-GB', undefined, { ignoreTag: true }).getAst());
  return [...names].toSorted();
}
