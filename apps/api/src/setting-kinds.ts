import { isIP } from 'node:net';
import { TenantId } from '@vplus/contracts';
import * as z from 'zod';

// Each kind of setting says in its message what to set.

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
export const isLoopback = (url: URL): boolean => loopback.has(url.hostname);
const isPrivate = (url: URL) => url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
const isOrigin = (url: URL) =>
  url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password && url.hostname !== '';
const withoutPath = 'must be an address without a path, a query or a user name, such as https://setup.example.com';

export const PublicUrl = z
  .url({ error: 'set it to the address that people open, e.g. https://setup.example.com' })
  .transform((text) => new URL(text))
  .refine(isPrivate, { error: 'must be https, or http on localhost: Microsoft sign-in needs a secure page' })
  .refine(isOrigin, { error: withoutPath });

export const Origin = z
  .url({ error: 'must be an address such as https://graph.microsoft.com' })
  .transform((text) => new URL(text))
  .refine(isPrivate, { error: 'must be https, or http on localhost' })
  .refine(isOrigin, { error: withoutPath })
  .transform((url) => url.origin);

export const required = (what: string) => z.string({ error: `set it to ${what}` });

export const list = z.string().transform((text) =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((item) => item.toLowerCase()),
);

/** A whole number, written with digits alone: what JavaScript also takes for one (`1e3`, `0x10`) is a slip. */
export function whole(least: number, most: number, what = 'a whole number') {
  const error = `must be ${what} from ${least} to ${most}`;
  return z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error });
}

export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: `must be one of: ${words.join(', ')}` });

const isTenantId = (text: string) => TenantId.safeParse(text).success;

export const tenantId = (what: string) =>
  required(what)
    .trim()
    .toLowerCase()
    .refine(isTenantId, { error: `must be a tenant id, such as 2b6f1c2d-8e53-4d9f-8a21-1c7e3f509b12: ${what}` })
    .pipe(TenantId);

export const tenants = list
  .refine((ids) => ids.every((id) => id === '*' || isTenantId(id)), {
    error: 'must be tenant ids with commas between them, or * for any tenant',
  })
  .transform((ids) => (ids.includes('*') ? ('*' as const) : ids));

/** What Express takes for `trust proxy`, without the words that believe anybody. */
export const TrustProxy = z
  .string()
  .trim()
  .refine((text) => text === 'false' || /^\d{1,2}$/.test(text) || text.split(/\s*,\s*/).every(isNetwork), {
    error:
      'must be false, the number of proxies in front (1), or their addresses (10.0.0.0/8, loopback): anything else would believe whoever calls about who they are',
  })
  .transform((text) => {
    if (text === 'false') return false;
    return /^\d+$/.test(text) ? Number(text) : text;
  });

function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}
