import { createHash } from 'node:crypto';
import type pg from 'pg';

/** More than the product has. What comes after them is parsed and planned each time, so that no session grows without end. */
const mostNames = 300;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= mostNames) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}

/**
 * Names each statement that has parameters: a session then parses it once, and plans it once where that is as good.
 * https://www.postgresql.org/docs/current/sql-prepare.html
 */
export function nameStatements(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((asked: unknown, ...rest: unknown[]) =>
    query(named(asked, rest[0]), ...rest)) as pg.PoolClient['query'];
}

function named(asked: unknown, values: unknown): unknown {
  if (!Array.isArray(values) || values.length === 0 || !isUnnamed(asked)) return asked;
  const name = nameOf(asked.text);
  return name ? { ...asked, name } : asked;
}

const isUnnamed = (asked: unknown): asked is { text: string } =>
  typeof asked === 'object' &&
  asked !== null &&
  'text' in asked &&
  typeof asked.text === 'string' &&
  !('submit' in asked) &&
  !('name' in asked && asked.name);
