import { z } from 'zod';
import { faultsOf } from './check.ts';
import { lineage } from './schema.ts';

/**
 * A body that may name every property which the published schema declares for a type, with values of the declared
 * types. `own` has what the practice cloud looks at more closely.
 */
export function declaredBody<Shape extends z.ZodRawShape>(type: string, own: Shape, readOnly: readonly string[]) {
  const names = lineage(type).flatMap(({ properties }) => [...properties]);
  const rest = names.filter(([name]) => !(name in own) && !readOnly.includes(name));
  const shape = Object.fromEntries(rest.map(([name, declared]) => [name, ofType(declared)]));
  return z.strictObject({ ...(shape as Record<never, never>), ...own }).partial();
}

const ofType = (type: string) => z.unknown().refine((value) => faultsOf(value, type, '', true).length === 0);
