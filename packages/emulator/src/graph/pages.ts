import type { Answer, Call } from '../core/service.ts';

/** What lets a page of another origin read the answer: Graph is called from browsers, too. */
export const forPages = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'ETag, Location, Preference-Applied, Content-Range, request-id, client-request-id, ReadWriteConsistencyToken, Retry-After, WWW-Authenticate',
};

export function preflight({ headers }: Call): Answer {
  const { origin, 'access-control-request-headers': wanted } = headers;
  return {
    status: 200,
    headers: {
      ...(origin !== undefined && forPages),
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS, HEAD',
      ...(wanted !== undefined && { 'access-control-allow-headers': wanted }),
      'access-control-max-age': '3600',
    },
  };
}
