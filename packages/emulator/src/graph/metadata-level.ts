import type { Answer } from '../core/service.ts';

type Level = 'none' | 'minimal' | 'full';

/** How much about the data a caller wants beside it: `Accept: application/json;odata.metadata=none`. */
export function levelOf(accept: string | undefined): Level {
  const [, level = 'minimal'] = /odata\.metadata=(none|minimal|full)/i.exec(accept ?? '') ?? [];
  return level.toLowerCase() as Level;
}

export const contentType = (level: Level) =>
  `application/json;odata.metadata=${level};odata.streaming=true;IEEE754Compatible=false;charset=utf-8`;

/** What `none` still says: that there is more, and how many. */
const always = ['@odata.nextLink', '@odata.count', '@odata.deltaLink'];

/**
 * The answer as the caller wants it annotated.
 *
 * https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_ControllingtheAmountofControlInforma
 */
export function annotated(answer: Answer, level: Level): Answer {
  const { body } = answer;
  if (level === 'minimal' || answer.status >= 400 || typeof body !== 'object' || body === null || Buffer.isBuffer(body))
    return answer;
  if (level === 'none') return { ...answer, body: without(body) };
  const [, named = ''] = String((body as Record<string, unknown>)['@odata.context'] ?? '').split('$metadata#');
  return named ? { ...answer, body: full(body as Record<string, unknown>, named) } : answer;
}

function without(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(without);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !name.includes('@odata.') || always.includes(name))
      .map(([name, content]) => [name, without(content)]),
  );
}

/** Every entity says what it is and where; every list of it what is in it. */
function full(body: Record<string, unknown>, named: string): Record<string, unknown> {
  const set = named.replace(/\/\$entity$/, '').replace(/\([\w,]+\)$/, '');
  const entity = (item: Record<string, unknown>): Record<string, unknown> => {
    if (typeof item.id !== 'string') return item;
    const place = `${set}('${item.id}')`;
    return { '@odata.id': place, '@odata.editLink': place, ...item, ...listTypes(item) };
  };
  if (!Array.isArray(body.value)) return entity(body);
  return {
    ...body,
    value: body.value.map((item) => (typeof item === 'object' && item !== null ? entity(item) : item)),
  };
}

function listTypes(item: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(item).filter(
    ([, value]) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  );
  return Object.fromEntries(texts.map(([name]) => [`${name}@odata.type`, '#Collection(String)']));
}
