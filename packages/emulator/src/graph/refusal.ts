/**
 * The only thing that Graph's handlers throw: a refusal as Graph words it.
 *
 * https://learn.microsoft.com/graph/errors
 */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const badRequest = (message: string, code = 'Request_BadRequest') => new GraphRefusal(400, code, message);

export const invalidValue = (property: string, resource: string) =>
  badRequest(`Invalid value specified for property '${property}' of resource '${resource}'.`);

export const notFound = (id: string) =>
  new GraphRefusal(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

export const denied = (
  code = 'Authorization_RequestDenied',
  message = 'Insufficient privileges to complete the operation.',
) => new GraphRefusal(403, code, message);

/** A site or drive that an administrator has locked. */
export const locked = () =>
  new GraphRefusal(
    423,
    'notAllowed',
    'Access to this site has been blocked. Please contact the administrator to resolve this problem.',
  );

export const unsupportedQuery = (message: string) => badRequest(message, 'Request_UnsupportedQuery');
