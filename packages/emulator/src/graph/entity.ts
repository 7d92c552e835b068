import type { Answer } from '../core/service.ts';
import type { Asked } from './asked.ts';
import { type Predicate, parseFilter } from './filter.ts';
import { badRequest, unsupportedQuery } from './refusal.ts';

/** How a resource looks on the wire. */
export interface Entity<T> {
  /** As in `microsoft.graph.application`. */
  type: string;
  /** The entity set that `@odata.context` names. */
  set: string;
  /** Every property that may be selected. */
  properties: readonly string[];
  /** Those of them that come only when selected. */
  onSelect?: readonly string[];
  /** What only the beta version of Graph has. */
  beta?: readonly string[];
  /** What `$search` looks into, with `ConsistencyLevel: eventual`; absent: it is not offered. */
  searchable?: readonly string[];
  /** Sorting and filtering at once need `ConsistencyLevel: eventual`, as for all objects of the directory. */
  indexed?: true;
  filterable?: readonly string[];
  view(item: T, asked: Asked, alone: boolean): Record<string, unknown>;
  expand?: Record<string, (item: T, asked: Asked) => unknown>;
}

interface Framing {
  /** Where the collection is, if not at its set: `servicePrincipals('id')/appRoleAssignments`. */
  at?: string;
  /** A complex value and no entity: the context does not end in `/$entity`. */
  bare?: boolean;
}

/** Answers with one object. */
export function one<T>(
  asked: Asked,
  entity: Entity<T>,
  item: T,
  framing: Framing & { status?: number; typed?: boolean } = {},
): Answer {
  const { select, expand } = shapeOf(asked, entity);
  const shown = render(asked, entity, item, select, expand, true);
  const body = {
    '@odata.context': contextOf(asked, entity, select, framing, true),
    ...(framing.typed ? { '@odata.type': `#microsoft.graph.${entity.type}` } : {}),
    ...shown,
  };
  const location =
    framing.status === 201 ? { location: `${asked.base}/${framing.at ?? entity.set}/${String(shown.id)}` } : {};
  return { status: framing.status ?? 200, headers: location, body };
}

/** Answers with a collection: filtered, ordered, counted and paged as the query asks. */
export function many<T>(
  asked: Asked,
  entity: Entity<T>,
  items: T[],
  framing: Framing & { typed?: boolean } = {},
): Answer {
  const { select, expand } = shapeOf(asked, entity);
  const eventual = isEventual(asked);
  const counting = asked.query.get('$count') === 'true' && eventual;
  const filter = filterOf(asked, entity, counting || (asked.countOnly && eventual));
  const matching = ordered(
    asked,
    entity,
    items.filter((item) => filter(entity.view(item, asked, false))),
  );

  if (asked.countOnly) {
    if (!eventual) throw badRequest('$count is not currently supported.');
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(matching.length) };
  }

  const top = topOf(asked);
  const start = startOf(asked);
  const page = matching.slice(start, start + top);
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(asked, entity, select, framing, false),
      ...(counting ? { '@odata.count': matching.length } : {}),
      ...(start + top < matching.length ? { '@odata.nextLink': nextLink(asked, start + top) } : {}),
      value: page.map((item) => ({
        ...(framing.typed ? { '@odata.type': `#microsoft.graph.${entity.type}` } : {}),
        ...render(asked, entity, item, select, expand, false),
      })),
    },
  };
}

/** An object inside another answer, with the type that a reader needs to tell it from its neighbours. */
export function typed<T>(asked: Asked, entity: Entity<T>, item: T): Record<string, unknown> {
  return { '@odata.type': `#microsoft.graph.${entity.type}`, ...render(asked, entity, item, null, [], false) };
}

function render<T>(
  asked: Asked,
  entity: Entity<T>,
  item: T,
  select: string[] | null,
  expand: Expansion[],
  alone: boolean,
): Record<string, unknown> {
  const whole = entity.view(item, asked, alone && (select?.includes('keyCredentials') ?? false));
  const names = select ?? propertiesOf(entity, asked).filter((name) => !entity.onSelect?.includes(name));
  return {
    ...Object.fromEntries(names.map((name) => [name, whole[name] ?? null])),
    ...Object.fromEntries(expand.map((one) => [one.name, expanded(entity.expand?.[one.name]?.(item, asked), one)])),
  };
}

const propertiesOf = <T>(entity: Entity<T>, asked: Asked) =>
  asked.version === 'beta' ? [...entity.properties, ...(entity.beta ?? [])] : entity.properties;

/** A related collection that comes with the object, with what is selected of it. */
interface Expansion {
  name: string;
  select: string[] | null;
}

const mostExpanded = 20;

/**
 * Of directory objects twenty come at most, and nothing says that there are more.
 *
 * https://learn.microsoft.com/graph/query-parameters#expand
 */
function expanded(related: unknown, { select }: Expansion): unknown {
  if (!Array.isArray(related)) return related;
  return related
    .slice(0, mostExpanded)
    .map((item: Record<string, unknown>) =>
      select
        ? Object.fromEntries(Object.entries(item).filter(([name]) => name.startsWith('@') || select.includes(name)))
        : item,
    );
}

function shapeOf<T>(asked: Asked, entity: Entity<T>): { select: string[] | null; expand: Expansion[] } {
  refuseUnknownOptions(asked, entity.indexed ?? false);
  const names = propertiesOf(entity, asked);
  const wanted = listOf(asked, '$select');
  const select = wanted && !wanted.includes('*') ? wanted.map((one) => known(one, names, entity.type)) : null;
  const expand = (listOf(asked, '$expand') ?? []).map((written): Expansion => {
    const [, name = written, options = ''] = /^([^(]*)\((.*)\)$/.exec(written) ?? [];
    const [, nested] = /\$?select=([^;]*)/i.exec(options) ?? [];
    return {
      name: known(name, Object.keys(entity.expand ?? {}), entity.type),
      select: nested?.split(',').map((one) => one.trim()) ?? null,
    };
  });
  return { select, expand };
}

const options = ['$select', '$filter', '$top', '$expand', '$count', '$orderby', '$skiptoken', '$search', '$format'];

/** The directory pages by `$skiptoken` alone; mailboxes and sites can be asked for what comes later. */
function refuseUnknownOptions(asked: Asked, directory: boolean): void {
  const known = directory ? options : [...options, '$skip'];
  const unknown = [...asked.query.keys()].find((name) => name.startsWith('$') && !known.includes(name));
  if (unknown) throw badRequest(`'${unknown}' is not supported by the service.`);
}

function known(wanted: string, names: readonly string[], type: string): string {
  const name = names.find((candidate) => candidate.toLowerCase() === wanted.toLowerCase());
  if (name) return name;
  throw badRequest(
    `Parsing OData Select and Expand failed: Could not find a property named '${wanted}' on type 'microsoft.graph.${type}'.`,
    'BadRequest',
  );
}

/** The parts of a comma-separated option; commas in parentheses belong to a part. */
function listOf(asked: Asked, option: string): string[] | null {
  const text = asked.query.get(option);
  return text ? text.split(/,(?![^(]*\))/).map((part) => part.trim()) : null;
}

function filterOf<T>(asked: Asked, entity: Entity<T>, advanced: boolean): Predicate {
  const searched = searchOf(asked, entity);
  const text = asked.query.get('$filter');
  if (!text) return searched;
  const filtered = parseFilter(text, {
    filterable: entity.filterable ?? [],
    resource: resourceName(entity.type),
    advanced,
  });
  return (item) => searched(item) && filtered(item);
}

/** `"displayName:words" OR "mail:words"`: https://learn.microsoft.com/graph/search-query-parameter */
function searchOf<T>(asked: Asked, entity: Entity<T>): Predicate {
  const text = asked.query.get('$search');
  if (text === null) return () => true;
  if (!isEventual(asked)) {
    throw unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  const clauses = text
    .split(/\s+OR\s+/)
    .map((clause) => clause.split(/\s+AND\s+/).map((term) => searchTerm(term, entity)));
  return (item) => clauses.some((terms) => terms.every((term) => term(item)));
}

function searchTerm<T>(term: string, entity: Entity<T>): Predicate {
  const [, property = '', words = ''] = /^"(\w+):(.+)"$/.exec(term.trim()) ?? [];
  const name = entity.searchable?.find((one) => one.toLowerCase() === property.toLowerCase());
  if (!name) throw badRequest(`Invalid $search clause: '${term}'.`, 'BadRequest');
  const wanted = words.toLowerCase().split(/\s+/);
  return (item) => {
    const text = [item[name] ?? ''].flat().join(' ').toLowerCase();
    return wanted.every(
      (word) => text.split(/[\s@._-]+/).some((part) => part.startsWith(word)) || text.startsWith(word),
    );
  };
}

export const isEventual = (asked: Asked) => asked.call.headers.consistencylevel?.toLowerCase() === 'eventual';

function ordered<T>(asked: Asked, entity: Entity<T>, items: T[]): T[] {
  const [property, direction = 'asc'] = asked.query.get('$orderby')?.split(' ') ?? [];
  if (!property) return items;
  if (entity.indexed && !isEventual(asked) && (asked.query.has('$filter') || asked.query.has('$search')))
    throw unsupportedQuery('Sorting not supported for current query.');
  const name = known(property, entity.properties, entity.type);
  const sign = direction === 'desc' ? -1 : 1;
  const textOf = (item: T) => String(entity.view(item, asked, false)[name] ?? '');
  return items.toSorted((left, right) => sign * textOf(left).localeCompare(textOf(right)));
}

function topOf(asked: Asked): number {
  const text = asked.query.get('$top') ?? '100';
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1 || top > 999) {
    throw unsupportedQuery(`Invalid page size specified: '${text}'. Must be between 1 and 999 inclusive.`);
  }
  return top;
}

function startOf(asked: Asked): number {
  const text = asked.query.get('$skiptoken');
  if (!text) return skipOf(asked);
  const start = Number(Buffer.from(text, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0)
    throw badRequest('Specified page token value has expired and can no longer be used.', 'Directory_ExpiredPageToken');
  return start;
}

function skipOf(asked: Asked): number {
  const text = asked.query.get('$skip') ?? '0';
  const skip = Number(text);
  if (!Number.isInteger(skip) || skip < 0)
    throw badRequest(`Invalid value '${text}' for $skip query option found.`, 'BadRequest');
  return skip;
}

function nextLink(asked: Asked, start: number): string {
  const url = new URL(asked.call.url);
  url.searchParams.set('$skiptoken', Buffer.from(String(start)).toString('base64url'));
  return url.href;
}

function contextOf<T>(
  asked: Asked,
  entity: Entity<T>,
  select: string[] | null,
  framing: Framing,
  alone: boolean,
): string {
  const chosen = select ? `(${select.join(',')})` : '';
  return `${asked.base}/$metadata#${framing.at ?? entity.set}${chosen}${alone && !framing.bare ? '/$entity' : ''}`;
}

/** `servicePrincipal` as Graph's messages write it. */
const resourceName = (type: string) => type.charAt(0).toUpperCase() + type.slice(1);
