import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A token as JSON Web Tokens look, and a client secret as Microsoft makes them: neither may ever be written down. */
const marks = [/eyJ[\w-]{16,}\.[\w-]{16,}\./, /[\w~.-]{3}8Q~[\w~.-]{34}/];

/** What of a text looks like a token or a client secret, or is one of those that are `known`; cut, for a report. */
export function leaksIn(text: string, known: string[]): string[] {
  const looks = marks.flatMap((mark) => text.match(mark)?.[0] ?? []);
  return [...looks, ...known.filter((secret) => text.includes(secret))].map((found) => `${found.slice(0, 12)}…`);
}

/** Every file below a folder as it lies on the disk: pages, write-ahead log, whatever else. */
export function leaksBelow(folder: string, known: string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ parentPath, name }) =>
      leaksIn(readFileSync(join(parentPath, name), 'latin1'), known).map((found) => `${found} in ${name}`),
    );
}
