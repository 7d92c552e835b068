import { DrizzleQueryError } from 'drizzle-orm/errors';
import type { DatabaseError } from 'pg';

/** Cardinality, data and constraints: these repeat the values that they speak of. */
const aboutValues = /^2[123]/;

/**
 * An error in one sentence for whoever runs the assistant, never with the values of a statement. What the database says
 * about a statement of ours repeats values now and then: there only its SQLSTATE counts, and the column that it names.
 */
export function faultOf(error: unknown): string {
  if (error instanceof DrizzleQueryError) return faultOfStatement(error.cause);
  if (!(error instanceof Error)) return String(error);
  if (isOfDatabase(error)) return faultOfStatement(error);
  // Of several addresses none answered.
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(faultOf).join('; ');
  return error.message || error.name;
}

function faultOfStatement(cause: unknown): string {
  if (!(cause instanceof Error)) return 'The database refused a statement.';
  if (!isOfDatabase(cause)) return faultOf(cause);
  const { code, table, column } = cause;
  if (!aboutValues.test(code)) return cause.message;
  const where = [table && ` of table ${table}`, column && ` in column ${column}`].filter(Boolean).join('');
  return `The database refused a value${where} (SQLSTATE ${code}).`;
}

/** Of both drivers: what the server itself answered to a statement. */
export function isOfDatabase(error: Error): error is Error & Partial<DatabaseError> & { code: string } {
  return 'severity' in error && 'code' in error && typeof error.code === 'string';
}
