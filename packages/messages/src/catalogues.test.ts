import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { catalogueIn, catalogueOf } from './catalogues.ts';
import { listOf, message } from './message.ts';
import { rendering } from './render.ts';

const folder = mkdtempSync(join(tmpdir(), 'locales-'));
afterAll(() => rmSync(folder, { recursive: true }));

const polish = {
  'register-application.title': 'Zarejestruj aplikację',
  'register-application.there':
    'Aplikacja „{name}” deklaruje {count, plural, one {# uprawnienie} few {# uprawnienia} other {# uprawnień}}.',
};
writeFileSync(join(folder, 'pl.json'), JSON.stringify(polish));
const words = catalogueIn(folder, 'pl') ?? catalogueOf('en');

test('another language is a file: its own plurals, its own lists, and English for a key that it lacks', () => {
  const there = (count: number) => rendering(message('register-application.there', { name: 'vPlus', count }), words);
  const parts = [message('register-application.tags'), message('register-application.audience')];

  expect(rendering(message('register-application.title'), words)).toBe('Zarejestruj aplikację');
  expect([1, 3, 46].map(there)).toEqual([
    'Aplikacja „vPlus” deklaruje 1 uprawnienie.',
    'Aplikacja „vPlus” deklaruje 3 uprawnienia.',
    'Aplikacja „vPlus” deklaruje 46 uprawnień.',
  ]);
  expect(rendering(message('register-application.differs', { parts: listOf(parts) }), words)).toContain('its tags i ');
});

test('a language that is not there is English, whatever its name leads to', () => {
  expect(['de', '../locales/pl', '/etc/passwd'].map((locale) => catalogueIn(folder, locale))).toEqual([
    null,
    null,
    null,
  ]);
  expect(catalogueOf('../package')).toBe(catalogueOf('en'));
});
