import { badRequest, unsupportedQuery } from './refusal.ts';

type Value = string | number | boolean | null | undefined;
type Variables = Record<string, unknown>;
export type Predicate = (item: Record<string, unknown>) => boolean;

interface Options {
  /** What may be asked for on this resource, e.g. `displayName`, `tags`. */
  filterable: readonly string[];
  resource: string;
  /** `ne`, `not` and `endsWith` are answered only by the index behind `ConsistencyLevel: eventual`. */
  advanced: boolean;
}

const token = /\s*('(?:[^']|'')*'|[(),:]|[^\s(),:']+(?::[\d.:]+(?:Z|[+-]\d\d:\d\d))?)/gy;

/**
 * Reads a `$filter`: eq, ne, gt, ge, lt, le, in, and, or, not, startsWith, endsWith, any.
 *
 * https://learn.microsoft.com/graph/filter-query-parameter
 */
export function parseFilter(text: string, options: Options): Predicate {
  const tokens = tokenize(text);
  let position = 0;

  const peek = () => tokens[position]?.toLowerCase();
  const next = () => {
    const found = tokens[position];
    if (found === undefined) throw syntaxError(text);
    position += 1;
    return found;
  };
  const expect = (wanted: string) => {
    if (next().toLowerCase() !== wanted) throw syntaxError(text);
  };

  type Test = (variables: Variables) => boolean;

  function disjunction(): Test {
    const first = conjunction();
    if (peek() !== 'or') return first;
    next();
    const rest = disjunction();
    return (variables) => first(variables) || rest(variables);
  }

  function conjunction(): Test {
    const first = term();
    if (peek() !== 'and') return first;
    next();
    const rest = conjunction();
    return (variables) => first(variables) && rest(variables);
  }

  function term(): Test {
    if (peek() === 'not') {
      next();
      advancedOnly('not');
      const inner = term();
      return (variables) => !inner(variables);
    }
    if (peek() === '(') {
      next();
      const inner = disjunction();
      expect(')');
      return inner;
    }
    if (peek() === 'startswith' || peek() === 'endswith') return textFunction(next().toLowerCase());
    return comparison(next());
  }

  function textFunction(name: string): Test {
    if (name === 'endswith') advancedOnly(name);
    expect('(');
    const left = property(next());
    expect(',');
    const wanted = String(literal(next())).toLowerCase();
    expect(')');
    return (variables) => {
      const value = String(left(variables) ?? '').toLowerCase();
      return name === 'startswith' ? value.startsWith(wanted) : value.endsWith(wanted);
    };
  }

  function comparison(path: string): Test {
    if (path.toLowerCase().endsWith('/any')) return anyOf(path.slice(0, -'/any'.length));
    const left = property(path);
    const operator = next().toLowerCase();
    if (operator === 'in') {
      const wanted = list();
      return (variables) => wanted.some((value) => same(left(variables), value));
    }
    const right = literal(next());
    if (operator === 'ne') advancedOnly('ne');
    const compare = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
    if (!compare) throw syntaxError(text);
    return (variables) => compare(left(variables), right);
  }

  function anyOf(path: string): Test {
    const left = property(path);
    expect('(');
    const variable = next();
    expect(':');
    scope.add(variable);
    const inner = disjunction();
    scope.delete(variable);
    expect(')');
    return (variables) => {
      const values = left(variables);
      return Array.isArray(values) && values.some((value) => inner({ ...variables, [variable]: value }));
    };
  }

  function list(): Value[] {
    expect('(');
    const values = [literal(next())];
    while (peek() === ',') {
      next();
      values.push(literal(next()));
    }
    expect(')');
    return values;
  }

  const scope = new Set<string>();
  function property(path: string): (variables: Variables) => unknown {
    const names = path.split('/');
    const first = names[0] ?? '';
    const own = scope.has(first) ? first : options.filterable.find((one) => one.toLowerCase() === first.toLowerCase());
    if (own) names[0] = own;
    else {
      throw unsupportedQuery(
        `Unsupported or invalid query filter clause specified for property '${first}' of resource '${options.resource}'.`,
      );
    }
    return (variables) =>
      names.reduce<unknown>((value, name) => (value as Variables | null | undefined)?.[name], variables);
  }

  function advancedOnly(operator: string): void {
    if (!options.advanced)
      throw unsupportedQuery(
        `Unsupported Query. Operator '${operator}' needs ConsistencyLevel: eventual and $count=true.`,
      );
  }

  const test = disjunction();
  if (position < tokens.length) throw syntaxError(text);
  return (item) => test(item);
}

const comparisons: Record<string, (left: unknown, right: Value) => boolean> = {
  eq: same,
  ne: (left, right) => !same(left, right),
  gt: (left, right) => order(left, right) > 0,
  ge: (left, right) => order(left, right) >= 0,
  lt: (left, right) => order(left, right) < 0,
  le: (left, right) => order(left, right) <= 0,
};

/** The directory compares text without regard to case. */
function same(left: unknown, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left.toLowerCase() === right.toLowerCase();
  return (left ?? null) === right;
}

function order(left: unknown, right: Value): number {
  if (left === null || left === undefined) return Number.NaN;
  return String(left).localeCompare(String(right));
}

function literal(text: string): Value {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function tokenize(text: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const [, next] = token.exec(text) ?? [];
    if (next === undefined) throw syntaxError(text);
    found.push(next);
  }
  return found;
}

const syntaxError = (text: string) => badRequest(`Invalid filter clause: Syntax error in '${text}'.`, 'BadRequest');
