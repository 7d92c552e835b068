import { type Message, render, type Words } from '@vplus/messages';
import { powerShellText, shellText } from './quoting.ts';

/** What is written in a language for machines. A message does not fit in: it is said by one of the functions below. */
export const code = (strings: TemplateStringsArray, ...values: (string | number)[]): string =>
  String.raw({ raw: strings }, ...values);

/** The lines of a message, which breaks them itself. */
export const linesOf = (words: Words): string[] => render(words).split('\n');

/** The same as a comment, of PowerShell, of a shell and of Terraform alike. */
export const comment = (words: Words, indent = ''): string =>
  linesOf(words)
    .map((line) => `${indent}# ${line}`)
    .join('\n');

export const shellSays = (words: Words): string => shellText(render(words));
export const powerShellSays = (words: Words): string => powerShellText(render(words));

/** A message in double quotes: its texts are expressions of the script, which knows their values when it runs. */
export const shellFills = (message: Message): string => `"${withExpressions(message, insideShell)}"`;

/** The same for PowerShell, which takes typographic quotes for quotes too. */
export const powerShellFills = (message: Message): string => `"${withExpressions(message, insidePowerShell)}"`;

/** A text of ours between double quotes that stand there already. */
export const insideShell = (text: string): string => text.replace(/[\\"$`]/g, '\\$&');
export const insidePowerShell = (text: string): string => text.replace(/["$`\u201c\u201d\u201e]/g, '`$&');

/** Private code points hold the places of the expressions while everything else is escaped. */
function withExpressions({ key, params = {} }: Message, escaped: (text: string) => string): string {
  const places = Object.entries(params).map(([name, param], at) => ({
    name,
    param,
    place: String.fromCodePoint(0xe000 + at),
  }));
  const placed = places.map(({ name, param, place }) => [name, typeof param === 'string' ? place : param]);
  return places.reduce(
    (text, { param, place }) => (typeof param === 'string' ? text.replaceAll(place, () => param) : text),
    escaped(render({ key, params: Object.fromEntries(placed) })),
  );
}
