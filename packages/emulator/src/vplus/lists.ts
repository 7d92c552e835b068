import type { Answer, Call } from '../core/service.ts';
import { refused } from './answers.ts';

/** A list in this server's way: a plain array by `page` (from 0) and `size`, the total in `X-Total-Count`. */
export function list<T extends Record<string, unknown>>(call: Call, items: T[], text: (item: T) => string): Answer {
  const query = call.url.searchParams;
  const page = Number(query.get('page') ?? 0);
  const size = Number(query.get('size') ?? (items.length || 1));
  if (!Number.isInteger(page) || page < 0 || !Number.isInteger(size) || size < 1) {
    return refused(400, 'page counts from 0 and size from 1.');
  }
  const wanted = (query.get('filter') ?? '').toLowerCase();
  const found = items.filter((item) => text(item).toLowerCase().includes(wanted));
  const orderBy = query.get('orderBy');
  if (orderBy) {
    const sign = query.get('direction')?.toLowerCase() === 'desc' ? -1 : 1;
    found.sort((a, b) => sign * compare(a[orderBy], b[orderBy]));
  }
  return {
    status: 200,
    headers: { 'x-total-count': String(found.length) },
    body: found.slice(page * size, (page + 1) * size),
  };
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a ?? '').localeCompare(String(b ?? ''));
}
