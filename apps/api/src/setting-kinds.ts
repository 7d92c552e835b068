import { isIP } from 'node:net';
import { TenantId } from '@vplus/contracts';
import { inText, listOf, type Message, message } from '@vplus/messages';
import * as z from 'zod';

// Each kind of setting says in its message what to set.

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
export const isLoopback = (url: URL): boolean => loopback.has(url.hostname);
const isPrivate = (url: URL) => url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
const isOrigin = (url: URL) =>
  url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password && url.hostname !== '';
const withoutPath = inText(message('settings.without-path'));

export const PublicUrl = z
  .url({ error: inText(message('settings.public-url')) })
  .transform((text) => new URL(text))
  .refine(isPrivate, { error: inText(message('settings.public-url-not-secure')) })
  .refine(isOrigin, { error: withoutPath });

export const Origin = z
  .url({ error: inText(message('settings.not-an-address')) })
  .transform((text) => new URL(text))
  .refine(isPrivate, { error: inText(message('settings.not-secure')) })
  .refine(isOrigin, { error: withoutPath })
  .transform((url) => url.origin);

export const required = (missing: Message) => z.string({ error: inText(missing) });

export const list = z.string().transform((text) =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((item) => item.toLowerCase()),
);

/** A whole number, written with digits alone: what JavaScript also takes for one (`1e3`, `0x10`) is a slip. */
export function whole(least: number, most: number, what: 'port' | 'days' | 'runs' | 'any' = 'any') {
  const error = inText(message('settings.number', { what, least, most }));
  return z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error });
}

export const oneOf = <const Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  z.enum(choices, { error: inText(message('settings.one-of', { choices: listOf([...choices], 'comma') })) });

const isTenantId = (text: string) => TenantId.safeParse(text).success;

export const OperatorTenant = required(message('settings.operator-tenant'))
  .trim()
  .toLowerCase()
  .refine(isTenantId, { error: inText(message('settings.operator-tenant-wrong')) })
  .pipe(TenantId);

export const tenants = list
  .refine((ids) => ids.every((id) => id === '*' || isTenantId(id)), {
    error: inText(message('settings.tenants')),
  })
  .transform((ids) => (ids.includes('*') ? ('*' as const) : ids));

/** Addresses and networks, never names: what a name leads to is not whoever runs this assistant's to say. */
export const networks = list.refine((all) => all.every(isAddresses), {
  error: inText(message('settings.inside-addresses')),
});

/** What Express takes for `trust proxy`, without the words that believe anybody. */
export const TrustProxy = z
  .string()
  .trim()
  .refine((text) => text === 'false' || /^\d{1,2}$/.test(text) || text.split(/\s*,\s*/).every(isNetwork), {
    error: inText(message('settings.trust-proxy')),
  })
  .transform((text) => {
    if (text === 'false') return false;
    return /^\d+$/.test(text) ? Number(text) : text;
  });

function isNetwork(text: string): boolean {
  return ['loopback', 'linklocal', 'uniquelocal'].includes(text) || isAddresses(text);
}

function isAddresses(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}
