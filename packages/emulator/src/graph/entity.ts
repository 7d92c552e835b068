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
  filterable?: readonly string[];
  view(item: T, asked: Asked, alone: boolean): Record<string, unknown>;
  expand?: Record<string, (item: T, asked: Asked) => unknown>;
}

interface Framing {
  /** Where the collection is, if not at its set: `servicePrincipals('id')/appRoleAssignments`. */
  at?: string;
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
  const eventual = asked.call.headers.consistencylevel?.toLowerCase() === 'eventual';
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
  expand: string[],
  alone: boolean,
): Record<string, unknown> {
  const whole = entity.view(item, asked, alone && (select?.includes('keyCredentials') ?? false));
  const names = select ?? entity.properties.filter((name) => !entity.onSelect?.includes(name));
  return {
    ...Object.fromEntries(names.map((name) => [name, whole[name] ?? null])),
    ...Object.fromEntries(expand.map((name) => [name, entity.expand?.[name]?.(item, asked)])),
  };
}

function shapeOf<T>(asked: Asked, entity: Entity<T>): { select: string[] | null; expand: string[] } {
  const select = listOf(asked, '$select')?.map((wanted) => known(wanted, entity.properties, entity.type)) ?? null;
  const expand = (listOf(asked, '$expand') ?? []).map((wanted) =>
    known(wanted.replace(/\(.*$/, ''), Object.keys(entity.expand ?? {}), entity.type),
  );
  return { select, expand };
}

function known(wanted: string, names: readonly string[], type: string): string {
  const name = names.find((candidate) => candidate.toLowerCase() === wanted.toLowerCase());
  if (name) return name;
  throw badRequest(
    `Parsing OData Select and Expand failed: Could not find a property named '${wanted}' on type 'microsoft.graph.${type}'.`,
    'BadRequest',
  );
}

function listOf(asked: Asked, option: string): string[] | null {
  const text = asked.query.get(option);
  return text ? text.split(',').map((part) => part.trim()) : null;
}

function filterOf<T>(asked: Asked, entity: Entity<T>, advanced: boolean): Predicate {
  if (asked.query.has('$search')) throw unsupportedQuery('Search is not offered by the practice cloud.');
  const text = asked.query.get('$filter');
  if (!text) return () => true;
  return parseFilter(text, { filterable: entity.filterable ?? [], resource: resourceName(entity.type), advanced });
}

function ordered<T>(asked: Asked, entity: Entity<T>, items: T[]): T[] {
  const [property, direction = 'asc'] = asked.query.get('$orderby')?.split(' ') ?? [];
  if (!property) return items;
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
  if (!text) return 0;
  const start = Number(Buffer.from(text, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0)
    throw badRequest('Specified page token value has expired and can no longer be used.', 'Directory_ExpiredPageToken');
  return start;
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
  return `${asked.base}/$metadata#${framing.at ?? entity.set}${chosen}${alone ? '/$entity' : ''}`;
}

/** `servicePrincipal` as Graph's messages write it. */
const resourceName = (type: string) => type.charAt(0).toUpperCase() + type.slice(1);
