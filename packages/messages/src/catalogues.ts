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

export function catalogueOf(locale: Locale): Catalogue {
  const known = loaded.get(locale);
  if (known) return known;
  const catalogue = catalogueIn(folder, locale) ?? catalogueOf(sourceLocale);
  loaded.set(locale, catalogue);
  return catalogue;
}

/** A language is the file `LOCALE.json` of the folder: keys as in English, and English where a key is missing. */
export function catalogueIn(folder: string, locale: Locale): Catalogue | null {
  // Only what is there by that very name: a locale may come from a browser.
  if (!existsSync(folder) || !readdirSync(folder).includes(`${locale}.json`)) return null;
  const texts: Record<string, string> = JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8'));
  return { locale, texts: { ...english, ...texts } };
}
