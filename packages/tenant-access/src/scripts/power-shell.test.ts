import { expect, test } from 'vitest';
import { planNames, writtenScript } from '../testing/script-plans.ts';

test.each(planNames)('brackets and quotes of the %s plan for PowerShell are balanced', (name) => {
  expect(openIn(writtenScript(name, 'powershell').text)).toEqual([]);
});

/** The Graph module cannot write such a value as JSON: https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/3654 */
test.each(planNames)('no value that the %s plan sends comes out of a pipeline as it is', (name) => {
  const { text } = writtenScript(name, 'powershell');

  const assigned = [...text.matchAll(/^ *(\$?[\w.]+) += (.+)$/gm)].map(([, to = '', value = '']) => ({ to, value }));
  // A member of a table, in its braces or by its name, and each variable that such a member is set to.
  const members = assigned.filter(({ to }) => !to.startsWith('$') || to.startsWith('$wanted.'));
  const named = new Set(members.map(({ value }) => /\$\w+$/.exec(value)?.[0]));
  const sent = [...members, ...assigned.filter(({ to }) => named.has(to))];

  expect([...text.matchAll(/-Body (\S+)/g)].map(([, body]) => body)).toEqual(['$wanted', '$wanted', '$principal']);
  expect(sent.map(({ to }) => to)).toEqual(
    expect.arrayContaining(['tags', '$wanted.tags', '$declared', 'resourceAccess']),
  );
  const piped = sent.filter(({ value }) => / \| |foreach \(/.test(value));
  expect(piped.map(({ to }) => to).sort()).toEqual(['$declared', '$wanted.tags', 'resourceAccess']);
  expect(piped.filter(({ value }) => !/^\[(string|hashtable)\[\]\] @\(/.test(value))).toEqual([]);
});

test.each(planNames)('the %s plan names Graph by its whole address', (name) => {
  const { text } = writtenScript(name, 'powershell');

  const addresses = [...text.matchAll(/-Uri (\S+)/g)].map(([, address = '']) => address);

  expect(addresses).toHaveLength(5);
  expect(addresses.filter((address) => !/^\(?"\$graph\//.test(address))).toEqual([]);
  expect(text).toContain("$graph = 'https://graph.microsoft.com/v1.0'\n");
});

/** What is still open at the end of a PowerShell text, quotes and comments read as PowerShell reads them. */
function openIn(text: string): string[] {
  const pairs: Record<string, string> = { '(': ')', '{': '}', '[': ']' };
  const open: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '#' && /[\s(]/.test(text.charAt(at - 1) || '\n')) at = text.indexOf('\n', at);
    else if (sign === "'") at = endOf(text, at, "'");
    else if (sign === '"') at = endOf(text, at, '"');
    else if (pairs[sign]) open.push(pairs[sign]);
    else if (Object.values(pairs).includes(sign) && open.pop() !== sign) return [...open, `${sign} at ${at}`];
  }
  return open;
}

function endOf(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text.charAt(at) !== quote) continue;
    if (text.charAt(at + 1) !== quote) return at;
    at += 1;
  }
  throw new Error(`A text that begins at ${start} does not end`);
}
