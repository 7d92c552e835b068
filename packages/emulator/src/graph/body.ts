import type { z } from 'zod';
import type { Call } from '../core/service.ts';
import { badRequest, invalidValue } from './refusal.ts';

/** The JSON object of a request; an absent body counts as an empty one, as some clients send none for actions. */
export function objectOf(call: Call): Record<string, unknown> {
  if (call.body.length === 0) return {};
  if (!/json/i.test(call.headers['content-type'] ?? '')) {
    throw badRequest(
      'Write requests (excluding DELETE) must contain the Content-Type header declaration.',
      'BadRequest',
    );
  }
  const parsed = parse(call.body.toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw malformed();
  return Object.fromEntries(Object.entries(parsed).filter(([name]) => !name.startsWith('@odata.type')));
}

/** The same, checked: unknown properties, read-only ones and wrong values are refused in Graph's words. */
export function bodyOf<T>(call: Call, resource: string, schema: z.ZodType<T>, readOnly: readonly string[] = []): T {
  const object = objectOf(call);
  const forbidden = readOnly.find((name) => name in object);
  if (forbidden) throw badRequest(`Property '${forbidden}' is read-only and cannot be set.`);
  const checked = schema.safeParse(object);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  if (issue?.code === 'unrecognized_keys') throw badRequest(`Invalid property '${issue.keys[0]}'.`);
  const property = String(issue?.path[0] ?? '');
  if (issue?.code === 'invalid_type' && object[property] === undefined) {
    throw badRequest(`A value is required for property '${property}' of resource '${resource}'.`);
  }
  throw invalidValue(property, resource);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed();
  }
}

const malformed = () =>
  badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    'BadRequest',
  );
