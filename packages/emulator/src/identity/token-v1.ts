import type { Answer } from '../core/service.ts';
import type { Ask } from './request.ts';
import { token } from './token.ts';

/**
 * The older endpoint, which names a resource where the newer one takes scopes, and writes numbers as texts.
 *
 * https://learn.microsoft.com/previous-versions/azure/active-directory/azuread-dev/v1-oauth2-client-creds-grant-flow
 */
export async function tokenOfResource(ask: Ask): Promise<Answer> {
  const answer = await token(asScopes(ask));
  const body = answer.body as Record<string, unknown>;
  if (answer.status !== 200) return answer;
  const now = Math.floor(ask.cloud.clock.now() / 1000);
  const { expires_in, ext_expires_in, scope, ...rest } = body;
  return {
    ...answer,
    body: {
      ...rest,
      ...(typeof scope === 'string' && { scope: valuesOf(scope) }),
      expires_in: String(expires_in),
      ext_expires_in: String(ext_expires_in),
      expires_on: String(now + Number(expires_in)),
      not_before: String(now),
      resource: ask.params.resource,
    },
  };
}

/** `resource=R` means everything of R that was approved: the newer endpoint's `R/.default`. */
export function asScopes(ask: Ask): Ask {
  const { resource, scope, ...params } = ask.params;
  if (!resource) return ask;
  const signIn = params.grant_type === 'client_credentials' ? [] : ['openid', 'profile', 'offline_access'];
  return { ...ask, params: { ...params, scope: [...signIn, `${resource}/.default`].join(' ') } };
}

/** Version 1.0 lists bare values, whatever the resource. */
const valuesOf = (scope: string): string =>
  scope
    .split(' ')
    .filter((one) => !one.endsWith('/.default'))
    .map((one) => one.slice(one.lastIndexOf('/') + 1))
    .join(' ');
