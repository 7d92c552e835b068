import { DrizzleQueryError } from 'drizzle-orm/errors';
import { StorageUnavailable } from './errors.ts';

/**
 * Classes of SQLSTATE that speak of the server and not of the statement: connection, resources (a full disk), an
 * operator's shutdown, input and output; and a standby, which only reads.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const sqlStates = /^(08|53|57P|58)|^25006$/;
const sqlState = /^[0-9A-Z]{5}$/;
const lineStates = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH']);

/** Whether the database could not be used, as opposed to a statement that is wrong. What was asked did not happen. */
export function isStorageFault(error: unknown): boolean {
  if (error instanceof StorageUnavailable) return true;
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (sqlStates.test(code) || lineStates.has(code)) return true;
  if (!(error instanceof DrizzleQueryError)) return false;
  // A database that answers gives a SQLSTATE; a driver that lost its line has only words.
  const cause = error.cause as { code?: string } | undefined;
  return isStorageFault(cause) || !sqlState.test(cause?.code ?? '');
}
