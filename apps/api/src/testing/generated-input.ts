import type { Endpoint } from '@vplus/contracts';
import * as fc from 'fast-check';
import * as z from 'zod';
import { anyText, hostile, hostileNames, hostileSegments, hostileTexts } from './hostile-values.ts';

/** One request as it goes out, whole: what a counterexample prints is what was sent. */
export interface GeneratedRequest {
  method: Endpoint['method'];
  /** Below /api, encoded, with its query. */
  path: string;
  headers: Record<string, string>;
  body: string | null;
}

/** Values that exist, by the name under which an endpoint asks for them: only they lead past the first look. */
export type Known = Record<string, string[]>;

/** What a JSON schema of ours may say; whatever else it says does not matter for making values. */
interface Schema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

/** Requests to one endpoint: right, nearly right, and hopelessly wrong, in every part that a caller controls. */
export function requestsTo(endpoint: Endpoint, known: Known): fc.Arbitrary<GeneratedRequest> {
  const body = endpoint.body ? valuesOf(schemaOf(endpoint.body), known) : fc.constant({});
  return fc
    .record({ path: pathsOf(endpoint, known), query: queriesOf(endpoint, known), headers, body: bodiesOf(body) })
    .map(({ path, query, headers: given, body: text }) => ({
      method: endpoint.method,
      path: path + query,
      headers: given,
      body: endpoint.method === 'GET' ? null : text,
    }));
}

const schemaOf = (type: z.core.$ZodType) => z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema;

function pathsOf(endpoint: Endpoint, known: Known): fc.Arbitrary<string> {
  const names = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
  const values = names.map((name) => {
    const right = valuesOf(schemaOf(endpoint.params.shape[name] as z.core.$ZodType), known, name).map(encoded);
    return fc.oneof(
      { weight: 6, arbitrary: right },
      { weight: 1, arbitrary: right.map((text) => text.toUpperCase()) },
      { weight: 1, arbitrary: fc.oneof(anyText, fc.constantFrom(...hostileTexts)).map(encoded) },
      { weight: 1, arbitrary: fc.constantFrom(...hostileSegments) },
    );
  });
  return fc
    .tuple(...values)
    .map((filled) =>
      names.reduce((path, name, index) => path.replace(`:${name}`, () => filled[index] || '%20'), endpoint.path),
    );
}

function queriesOf(endpoint: Endpoint, known: Known): fc.Arbitrary<string> {
  const names = Object.keys(endpoint.query.shape);
  const right = fc
    .tuple(...names.map((name) => valuesOf(schemaOf(endpoint.query.shape[name] as z.core.$ZodType), known, name)))
    .chain((values) => fc.subarray(values.map((value, index) => `${names[index]}=${encoded(value)}`)));
  const name = fc.constantFrom(...names, 'unasked', '__proto__', 'constructor', '__proto__[admin]', '');
  const wrong = fc
    .tuple(
      name,
      fc.constantFrom('=', '[]=', '[$gt]=', '[0]=', ''),
      fc.oneof(hostile.map(encoded), fc.constantFrom(...hostileSegments)),
    )
    .map((parts) => parts.join(''));
  return fc
    .tuple(
      right,
      fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(wrong, { maxLength: 4 }) }),
    )
    .map(([some, more]) => [...some, ...more, ...(more.length > 2 ? some : [])].join('&'))
    .map((query) => (query ? `?${query}` : ''));
}

function bodiesOf(right: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const text = right.map((value) => JSON.stringify(value) ?? '');
  return fc.oneof(
    { weight: 4, arbitrary: text },
    { weight: 6, arbitrary: spoiled(right).map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: fc.tuple(text, fc.nat(40)).map(([whole, end]) => whole.slice(0, end)) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 40_000 }).map((depth) => '['.repeat(depth)) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 1, max: 16_000 }).map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
    },
    { weight: 1, arbitrary: anyText },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        'null',
        '0',
        '1e999',
        '{"verb":1e999}',
        '\ufeff{}',
        '{"a":1,"a":2}',
        `"${'x'.repeat(150_000)}"`,
      ),
    },
  );
}

const headers: fc.Arbitrary<Record<string, string>> = fc
  .tuple(
    fc.oneof(
      { weight: 8, arbitrary: fc.constant({ 'content-type': 'application/json' }) },
      {
        weight: 2,
        arbitrary: fc.constantFrom<Record<string, string>[]>(
          {},
          ...[
            'text/plain',
            'application/x-www-form-urlencoded',
            'multipart/form-data; boundary=x',
            'application/json; charset=utf-16',
            'application/json; charset=klingon',
            'application/json;;;',
            'application/problem+json',
            'json',
            '*/*',
          ].map((type) => ({ 'content-type': type })),
        ),
      },
    ),
    fc.oneof(
      { weight: 4, arbitrary: fc.constant({}) },
      {
        weight: 2,
        arbitrary: fc.constantFrom<Record<string, string>[]>(
          ...['gzip', 'deflate', 'br', 'zstd', 'identity', 'klingon', 'gzip, gzip'].map((encoding) => ({
            'content-encoding': encoding,
          })),
          ...['', '-1', '1e9', '999999999999999', '0x10', '1, 2', 'NaN', '\t7'].map((id) => ({ 'last-event-id': id })),
          { 'x-http-method-override': 'DELETE' },
          { 'if-none-match': '*' },
          { range: 'bytes=0-1' },
          { accept: 'text/html' },
          { origin: 'https://elsewhere.example' },
          { 'x-forwarded-for': '203.0.113.7, ::1, unknown' },
        ),
      },
    ),
  )
  .map(([type, more]) => ({ ...type, ...more }));

/** Values that the schema accepts, as far as it tells. */
function valuesOf(schema: Schema, known: Known, name = ''): fc.Arbitrary<unknown> {
  const there = known[name];
  const made = madeFrom(schema, known);
  return there ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...there) }, { weight: 1, arbitrary: made }) : made;
}

function madeFrom(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const either = schema.anyOf ?? schema.oneOf;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (either) return fc.oneof(...either.map((one) => madeFrom(one, known)));
  switch (schema.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, member]) => [name, valuesOf(member, known, name)]),
        ),
        { requiredKeys: schema.required ?? [] },
      );
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, known), { maxLength: 5 });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -(2 ** 31), max: Math.min(schema.maximum ?? 2 ** 31, 2 ** 31) });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern));
      if (schema.format === 'uuid') return fc.uuid();
      if (schema.format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
      return textsOf(schema);
    default:
      return fc.jsonValue();
  }
}

/** Of a text the schema often tells no more than its length: then the worst ones count as right. */
function textsOf({ minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  const longest = Math.min(maxLength, 200);
  const worst = hostileTexts.map((text) => text.slice(0, longest)).filter(({ length }) => length >= minLength);
  return fc.oneof(fc.string({ minLength, maxLength: longest, unit: 'binary' }), fc.constantFrom(...worst));
}

/** A right value with one thing wrong. */
function spoiled(right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(
      right,
      fc.constantFrom('replace', 'member', 'drop', 'add', 'wrap', 'shout'),
      hostile,
      fc.nat(),
      fc.constantFrom(...hostileNames),
    )
    .map(([value, way, wrong, at, name]) => {
      if (way === 'replace' || typeof value !== 'object' || value === null) return wrong;
      if (way === 'wrap') return [value];
      if (way === 'shout') return JSON.parse(JSON.stringify(value, shouted)) as unknown;
      const members = Object.keys(value);
      const chosen = members[at % Math.max(members.length, 1)] ?? 'verb';
      if (way === 'drop') return Object.fromEntries(Object.entries(value).filter(([member]) => member !== chosen));
      return withMember(value, way === 'add' ? name : chosen, wrong);
    });
}

const shouted = (_name: string, value: unknown) => (typeof value === 'string' ? value.toUpperCase() : value);

/** Also `__proto__`, which a plain assignment would swallow. */
const withMember = (object: object, name: string, value: unknown): object =>
  Object.defineProperty({ ...object }, name, { value, enumerable: true });

/** UTF-8 bytes, percent-encoded; `encodeURIComponent` would throw at half a character. */
function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return [...Buffer.from(text.slice(0, 2_000), 'utf8')]
    .map((byte) =>
      /[\w.~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');
}
