import type { Answer, Call, Cloud } from '../core/service.ts';
import { pairwise } from '../identity/issue.ts';
import { denied } from './refusal.ts';
import { authenticate } from './token.ts';

/**
 * The OpenID Connect user info of whoever the token is about.
 *
 * https://learn.microsoft.com/entra/identity-platform/userinfo
 */
export async function userInfo(call: Call, cloud: Cloud): Promise<Answer> {
  const { token, person } = await authenticate(call, cloud);
  if (!person || !token.scopes.includes('openid')) throw denied();
  const [given_name, ...rest] = person.displayName.split(' ');
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: {
      sub: pairwise(token.appid, { user: person }),
      name: person.displayName,
      given_name,
      family_name: rest.join(' '),
      picture: `${call.url.origin}/v1.0/me/photo/$value`,
      email: person.mail,
    },
    write: false,
  };
}
