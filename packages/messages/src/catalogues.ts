import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { english } from './english.ts';

export type Locale = string;

export const sourceLocale: Locale = 'en';

/** The variety of a language that dates and lists follow. */
const varieties: Record<Locale, string> = { en: 'en-GB' };

export interface Catalogue {
  locale: string;
  texts: Readonly<Record<string, string>>;
}

const folder = join(import.meta.dirname, '..', 'locales');
const loaded = new Map<Locale, Catalogue>([[sourceLocale, { locale: varieties.en ?? sourceLocale, texts: english }]]);

/** A language is the file `locales/LOCALE.json`: keys as in English, and English where a key is missing. */
export function catalogueOf(locale: Locale): Catalogue {
  const known = loaded.get(locale);
  if (known) return known;
  const file = join(folder, `${locale}.json`);
  // Only what is there by that very name: a locale may come from a browser.
  const texts: Record<string, string> =
    existsSync(folder) && readdirSync(folder).includes(`${locale}.json`) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const catalogue =
    Object.keys(texts).length > 0 ? { locale, texts: { ...english, ...texts } } : catalogueOf(sourceLocale);
  loaded.set(locale, catalogue);
  return catalogue;
}
