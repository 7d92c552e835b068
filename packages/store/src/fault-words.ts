import { listOf, message, saidBy, type Words } from '@vplus/messages';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import type { DatabaseError } from 'pg';

/** Cardinality, data and constraints: these repeat the values that they speak of. */
const aboutValues = /^2[123]/;

/**
 * An error in one message for whoever runs the assistant, never with the values of a statement. What the database says
 * about a statement of ours repeats values now and then: there only its SQLSTATE counts, and the column that it names.
 */
export function faultOf(error: unknown): Words {
  if (error instanceof DrizzleQueryError) return faultOfStatement(error.cause);
  if (error instanceof Error && isOfDatabase(error)) return faultOfStatement(error);
  // Of several addresses none answered.
  if (error instanceof AggregateError && error.errors.length > 0)
    return message('database.several-faults', { faults: listOf(error.errors.map(faultOf), 'comma') });
  return saidBy(error);
}

function faultOfStatement(cause: unknown): Words {
  if (!(cause instanceof Error)) return message('database.statement-refused');
  if (!isOfDatabase(cause)) return faultOf(cause);
  const { code, table = '', column = '' } = cause;
  if (!aboutValues.test(code)) return cause.message;
  const place = column ? 'column' : table ? 'table' : 'nowhere';
  return message('database.value-refused', { place, table, column, code });
}

/** Of both drivers: what the server itself answered to a statement. */
export function isOfDatabase(error: Error): error is Error & Partial<DatabaseError> & { code: string } {
  return 'severity' in error && 'code' in error && typeof error.code === 'string';
}
