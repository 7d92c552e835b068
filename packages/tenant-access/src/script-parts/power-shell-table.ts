import { powerShellText } from './quoting.ts';

/**
 * A body as a table of PowerShell's, its members one below the other. `instead`: members that the script computes, as
 * the expression that they are there.
 */
export function powerShellTable(body: object, instead: Record<string, string> = {}): string {
  const members = Object.entries(body).map(([name, value]) => [name, instead[name] ?? literal(value)] as const);
  const widest = Math.max(...members.map(([name]) => name.length));
  return `@{\n${members.map(([name, value]) => `    ${name.padEnd(widest)} = ${value}`).join('\n')}\n}`;
}

function literal(value: unknown): string {
  if (typeof value === 'string') return powerShellText(value);
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'number') return String(value);
  if (value === null) return '$null';
  if (Array.isArray(value)) return `@(${value.map(literal).join(', ')})`;
  return `@{ ${Object.entries(Object(value))
    .map(([name, one]) => `${name} = ${literal(one)}`)
    .join('; ')} }`;
}
