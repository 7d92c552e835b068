import { rendered } from '@vplus/messages';
import type { ChainedEntry } from '@vplus/store';

/** Before the first entry, or entries. */
interface Place {
  first: boolean;
}

/**
 * JSON Lines: each entry as it was hashed, with its hash, and behind it what happened in words. Whoever takes `hash` and
 * `words` away and makes canonical JSON of the rest can compute the hash: docs/audit.md.
 */
export const linesOf = (entries: ChainedEntry[], _place: Place): string =>
  entries.map((entry) => `${JSON.stringify({ ...entry, words: rendered(entry.what) })}\n`).join('');

const columns: [name: string, of: (entry: ChainedEntry) => unknown][] = [
  ['number', ({ number }) => number],
  ['at', ({ at }) => at],
  ['kind', ({ kind }) => kind],
  ['who', ({ who }) => who.name],
  ['who_tenant_id', ({ who }) => who.tenantId],
  ['who_object_id', ({ who }) => who.objectId],
  ['as', (entry) => entry.as],
  ['from', ({ from }) => from],
  ['what', ({ what }) => rendered(what)],
  ['tenant_id', ({ tenantId }) => tenantId],
  ['run_id', ({ runId }) => runId],
  ['brought_over', ({ broughtOver }) => broughtOver],
  ['message', ({ what }) => JSON.stringify(what)],
  ['previous', ({ previous }) => previous],
  ['hash', ({ hash }) => hash],
];

/** For a spreadsheet: with a byte order mark, or it takes UTF-8 for something else. */
export const csvOf = (entries: ChainedEntry[], { first }: Place): string =>
  first
    ? `\ufeff${lineOf(columns.map(([name]) => name))}`
    : entries.map((entry) => lineOf(columns.map(([, of]) => of(entry)))).join('');

/** Behind what begins a cell where a comma does not, and a line that was in quotation marks. */
const formulaWithin = /(;|(?<!^)[\t\r\n])(?= *[=+\-@＝＋－＠])/gu;

/** https://www.rfc-editor.org/rfc/rfc4180 */
const lineOf = (values: unknown[]): string => `${values.map(cellOf).join(',')}\r\n`;

/**
 * A spreadsheet computes what begins like a formula, and names are chosen by people we do not know: such a cell begins
 * with an apostrophe. So does what stands behind a semicolon, a tab or a line break, where many of them begin a cell too.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function cellOf(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  const within = text.replaceAll(formulaWithin, "$1'");
  const plain = /^ *[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${within}` : within;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
