import { dirname, resolve } from 'node:path';
import { documentedProfile, parseProfile, type VplusProfile, type VplusTrust } from '@vplus/clients';
import { VplusServerId } from '@vplus/contracts';
import * as z from 'zod';
import { readCertificates, readGiven } from './setting-files.ts';
import { Origin } from './setting-kinds.ts';

/** A configured vPlus server, with the tenants that may see it. */
export interface VplusServer {
  id: VplusServerId;
  name: string;
  origin: string;
  trust: VplusTrust;
  /** The outgoing proxy to go through; absent: straight there. */
  proxy?: string;
  login: string;
  password: string;
  profile: VplusProfile;
  tenants: '*' | string[];
}

const ServerList = z
  .array(
    z.strictObject({
      id: VplusServerId,
      name: z.string().min(1).max(120),
      origin: Origin.refine((origin) => origin.startsWith('https://'), 'must be https'),
      trust: z.union([
        z.strictObject({ caFile: z.string() }),
        z.strictObject({
          sha256Fingerprint: z.string().regex(/^([0-9a-f]{2}:?){32}$/i, 'must be a SHA-256 fingerprint'),
        }),
        z.strictObject({ system: z.literal(true) }),
      ]),
      proxy: z
        .url({ protocol: /^http$/, error: 'must be an address such as http://proxy.example:3128' })
        .exactOptional(),
      login: z.string().min(1),
      password: z.string().min(1).optional(),
      passwordFile: z.string().optional(),
      profile: z.unknown().optional(),
      tenants: z.union([z.literal('*'), z.array(z.guid().toLowerCase())]),
    }),
  )
  .min(1)
  .refine((servers) => new Set(servers.map(({ id }) => id)).size === servers.length, 'two servers have the same id');

/** File names inside the list are relative to the list's own folder. */
export function readVplusServers(file: string): VplusServer[] {
  const inFolder = (name: string) => resolve(dirname(file), name);
  const parsed = ServerList.safeParse(jsonIn(file));
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data.map(({ id, name, origin, trust, proxy, login, password, passwordFile, profile, tenants }) => {
    const word = password ?? (passwordFile && readGiven(inFolder(passwordFile)).trim());
    if (!word) throw new Error(`${id}: give password or passwordFile`);
    return {
      id,
      name,
      origin,
      login,
      tenants,
      password: word,
      trust: 'caFile' in trust ? { caPem: readCertificates(inFolder(trust.caFile)) } : trust,
      ...(proxy && { proxy }),
      profile: profile === undefined ? documentedProfile : parseProfile(profile),
    };
  });
}

/** Passwords may stand in it, so its text is not repeated, as the words of a failed parse would. */
function jsonIn(file: string): unknown {
  const text = readGiven(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON`);
  }
}

export const serversFor = (servers: VplusServer[], tenantId: string): VplusServer[] =>
  servers.filter(({ tenants }) => tenants === '*' || tenants.includes(tenantId));
