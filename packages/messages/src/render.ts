import { IntlMessageFormat } from 'intl-messageformat';
import { type Catalogue, catalogueOf, type Locale, sourceLocale } from './catalogues.ts';
import type { List, Message, Param, Words } from './message.ts';

/** Days are told as the world's clocks have them, so that a record reads alike everywhere. */
const formats = { date: { long: { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } } } as const;

const listTypes = {
  and: { type: 'conjunction', style: 'long' },
  or: { type: 'disjunction', style: 'long' },
  comma: { type: 'unit', style: 'short' },
} as const satisfies Record<Exclude<List['joined'], 'lines'>, Intl.ListFormatOptions>;

const compiled = new Map<string, IntlMessageFormat>();
const joiners = new Map<string, Intl.ListFormat>();

/** The sentence in that language. What is a string already was worded by an earlier build, or is a name. */
export function render(words: Words, locale: Locale = sourceLocale): string {
  return typeof words === 'string' ? words : rendering(words, catalogueOf(locale));
}

export function rendering({ key, params = {} }: Message, catalogue: Catalogue): string {
  const values = Object.entries(params).map(([name, param]) => [name, filled(param, catalogue)]);
  return String(formatOf(key, catalogue).format(Object.fromEntries(values)));
}

function filled(param: Param, catalogue: Catalogue): string | number {
  if (typeof param !== 'object') return param;
  if ('key' in param) return rendering(param, catalogue);
  const items = param.items.map((item) => (typeof item === 'string' ? item : rendering(item, catalogue)));
  if (param.joined === 'lines') return items.map((item) => `  - ${item}`).join('\n');
  return joinerOf(param.joined, catalogue).format(items);
}

function formatOf(key: string, { locale, texts }: Catalogue): IntlMessageFormat {
  const id = `${locale} ${key}`;
  const known = compiled.get(id);
  if (known) return known;
  // Names hold `<` too, and no message has mark-up.
  const format = new IntlMessageFormat(texts[key] ?? key, locale, formats, { ignoreTag: true });
  compiled.set(id, format);
  return format;
}

function joinerOf(joined: keyof typeof listTypes, { locale }: Catalogue): Intl.ListFormat {
  const id = `${locale} ${joined}`;
  const known = joiners.get(id);
  if (known) return known;
  const joiner = new Intl.ListFormat(locale, listTypes[joined]);
  joiners.set(id, joiner);
  return joiner;
}

const keyShape = /^[a-z0-9-]+\.[a-z0-9-]+$/;

/** Whether it is a message, of this build or of another, and not another object that has a key. */
export const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  typeof value.key === 'string' &&
  keyShape.test(value.key) &&
  Object.keys(value).every((name) => name === 'key' || name === 'params');
