import { z } from 'zod';
import { json } from '../http/json.ts';

const claims = z.object({ roles: z.array(z.string()) });

/**
 * The roles that an application's token carries. Only decoded: whether they are worth anything is judged by the API
 * that the token is shown to. A token that carries none has no `roles` claim at all.
 */
export function decodedRoles(accessToken: string): string[] {
  const payload = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8');
  return claims.safeParse(json(payload)).data?.roles ?? [];
}
