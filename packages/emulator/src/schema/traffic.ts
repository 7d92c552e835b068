import type { Answer, Call } from '../core/service.ts';
import { faultsOf } from './check.ts';
import { placeOf } from './place.ts';
import { navigationType, propertyType, readType, types } from './schema.ts';

/** Functions and other ways of asking that are no path through the data: they are not followed. */
const beside = /\$batch|\$metadata|userinfo|filterByCurrentUser|getAllSites|\/mailFolders\/\w+|^$/;

const pathOf = (url: URL) =>
  decodeURIComponent(url.pathname)
    .replace(/^\/(v1\.0|beta)\/?/, '')
    .replace(/^myorganization\//i, '');

/** What of a request names something that the published schema does not have. */
export function faultsOfRequest({ method, url, body }: Call): string[] {
  const path = pathOf(url);
  if (!url.pathname.startsWith('/v1.0') || beside.test(path)) return [];
  const place = placeOf(path);
  if (typeof place === 'string') return [place];
  const { name } = readType(place.type);
  const faults = [...faultsOfNames(url, name)];
  if (!['POST', 'PATCH', 'PUT'].includes(method) || body.length === 0) return faults;
  const sent = sentIn(body);
  if (sent === null || path.endsWith('/$ref')) return faults;
  if (!place.action) return [...faults, ...faultsOf(sent, name, `${method} ${path}`, true)];
  for (const [parameter, value] of Object.entries(sent)) {
    const type = place.action.get(parameter);
    faults.push(...(type ? faultsOf(value, type, `${path} ${parameter}`, true) : [`${path}: no ${parameter}`]));
  }
  return faults;
}

/** What is no JSON object is refused anyway. */
function sentIn(body: Buffer): object | null {
  try {
    const sent: unknown = JSON.parse(body.toString('utf8'));
    return typeof sent === 'object' ? sent : null;
  } catch {
    return null;
  }
}

/** Names in `$select`, `$expand`, `$orderby` and `$filter`. */
function faultsOfNames(url: URL, type: string): string[] {
  const option = (name: string) => url.searchParams.get(`$${name}`) ?? '';
  const known = (name: string) => propertyType(type, name) ?? navigationType(type, name);
  const listed = (text: string) =>
    text
      .replace(/\([^)]*\)/g, '')
      .split(',')
      .map((one) => one.trim().split(' ')[0] ?? '');
  const filtered = [
    ...option('filter')
      .replace(/'(?:[^']|'')*'/g, "''")
      .matchAll(/(?<![\w/:])([a-z]\w*)(?=\/\w| (?:eq|ne|gt|ge|lt|le|in)\b)/gi),
  ]
    .map(([, name = '']) => name)
    .filter((name) => !new RegExp(`\\(${name}:`).test(option('filter')));
  const names = [...listed(option('select')), ...listed(option('expand')), ...listed(option('orderby')), ...filtered];
  return names
    .filter(
      (name) =>
        name &&
        name !== '*' &&
        types.has(type) &&
        !known(name) &&
        !`${type}/${name}`.endsWith('servicePrincipal/createdDateTime'),
    )
    .map((name) => `${url.pathname}: ${type} declares no ${name}`);
}

/** What of an answer the published schema does not declare, its context among it. */
export function faultsOfAnswer(call: Call, answer: Answer): string[] {
  const { body } = answer;
  if (answer.status >= 300 || typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return [];
  const { '@odata.context': context, value, ...more } = body as Record<string, unknown>;
  if (typeof context !== 'string') return [];
  const where = `${call.method} ${pathOf(call.url)}`;
  const [, named = ''] = context.split('$metadata#');
  const type = typeOfContext(named);
  if (type.startsWith('!')) return [`${where}: context ${named}${type}`];
  const { name, collection } = readType(type);
  const plain = named.endsWith('/$entity') ? name : type;
  if (collection && !named.endsWith('/$entity')) return faultsOf(value, type, where);
  if (name.startsWith('Edm.')) return faultsOf(value, type, where);
  return faultsOf({ ...more, ...(value === undefined ? {} : { value }) }, plain.replace('!', ''), where);
}

function typeOfContext(named: string): string {
  const path = named.replace(/\/\$entity$/, '').replace(/\([\w,@.]*,[\w,@.]*\)$|(?<=\w)\(\w+\)$/, '');
  const bare = /^(Collection\()?microsoft\.graph\.(\w+)\)?$/.exec(path);
  if (bare) return bare[1] ? `Collection(${bare[2]})` : (bare[2] ?? '');
  const place = placeOf(path);
  return typeof place === 'string' ? `! ${place}` : place.type;
}
