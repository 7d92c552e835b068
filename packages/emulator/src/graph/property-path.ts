import type { Answer } from '../core/service.ts';
import type { Asked } from './asked.ts';
import { GraphRefusal } from './refusal.ts';

/**
 * Answers with one property of an object: `servicePrincipals/{id}/appRoles`, `users/{id}/displayName/$value`.
 *
 * https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_RequestingIndividualProperties
 */
export async function answerProperty(
  asked: Asked,
  name: string,
  raw: boolean,
  whole: (asked: Asked) => Answer | Promise<Answer>,
): Promise<Answer> {
  const query = new URLSearchParams(asked.query);
  query.set('$select', name);
  const answer = await objectWith(whole, { ...asked, query }, name);
  const body = answer.body as Record<string, unknown>;
  const [property = name] = Object.keys(body).filter((member) => !member.startsWith('@'));
  const value = body[property];
  if (value === null || value === undefined) return { status: 204 };
  if (raw) return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(value) };
  const context = placeOf(String(body['@odata.context']), asked, property);
  if (typeof value === 'object' && !Array.isArray(value))
    return { status: 200, body: { '@odata.context': context, ...value } };
  return { status: 200, body: { '@odata.context': context, value } };
}

async function objectWith(
  whole: (asked: Asked) => Answer | Promise<Answer>,
  asked: Asked,
  name: string,
): Promise<Answer> {
  const unknown = new GraphRefusal(400, 'BadRequest', `Resource not found for the segment '${name}'.`);
  try {
    const answer = await whole(asked);
    const body = answer.body as Record<string, unknown>;
    if (Array.isArray(body.value) && !(name in body)) throw unknown;
    return answer;
  } catch (error) {
    throw error instanceof GraphRefusal && error.message.startsWith('Parsing OData Select') ? unknown : error;
  }
}

/** `…/$metadata#servicePrincipals('id')/appRoles` from `…/$metadata#servicePrincipals(appRoles)/$entity`. */
function placeOf(context: string, asked: Asked, property: string): string {
  const [root = '', named = ''] = context.split('$metadata#');
  const bare = named.endsWith('/$entity') ? named.slice(0, -'/$entity'.length) : named;
  const set = bare.replace(/\([\w,]+\)$/, '');
  const key = Object.values(asked.params).at(-1)?.value;
  return `${root}$metadata#${set}${key === undefined ? '' : `('${encodeURIComponent(key)}')`}/${property}`;
}
