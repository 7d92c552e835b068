import { dirname, resolve } from 'node:path';
import { documentedProfile, parseProfile, type VplusProfile, type VplusTrust } from '@vplus/clients';
import { VplusServerId } from '@vplus/contracts';
import { fromText, inText, listOf, type Message, MessageError, message } from '@vplus/messages';
import * as z from 'zod';
import { ConfigurationError, faultOfSetting } from './configuration-error.ts';
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
      origin: Origin.refine((origin) => origin.startsWith('https://'), inText(message('vplus-servers.not-https'))),
      trust: z.union([
        z.strictObject({ caFile: z.string() }),
        z.strictObject({
          sha256Fingerprint: z
            .string()
            .regex(/^([0-9a-f]{2}:?){32}$/i, inText(message('vplus-servers.no-fingerprint'))),
        }),
        z.strictObject({ system: z.literal(true) }),
      ]),
      proxy: z.url({ protocol: /^http$/, error: inText(message('vplus-servers.no-proxy-address')) }).exactOptional(),
      login: z.string().min(1),
      password: z.string().min(1).optional(),
      passwordFile: z.string().optional(),
      profile: z.unknown().optional(),
      tenants: z.union([z.literal('*'), z.array(z.guid().toLowerCase())]),
    }),
  )
  .min(1)
  .refine((servers) => new Set(servers.map(({ id }) => id)).size === servers.length, {
    error: inText(message('vplus-servers.same-id')),
  });

/**
 * File names inside the list are relative to the list's own folder.
 *
 * @throws ConfigurationError, MessageError
 */
export function readVplusServers(file: string): VplusServer[] {
  const inFolder = (name: string) => resolve(dirname(file), name);
  const parsed = ServerList.safeParse(jsonIn(file), { error: ownWords });
  if (!parsed.success) throw refused(parsed.error);
  return parsed.data.map(
    ({ id, name, origin, trust, proxy, login, password, passwordFile, profile, tenants }, index) => {
      const word = password ?? (passwordFile && readGiven(inFolder(passwordFile)).trim());
      if (!word) throw new MessageError(message('vplus-servers.no-password', { id }));
      return {
        id,
        name,
        origin,
        login,
        tenants,
        password: word,
        trust: 'caFile' in trust ? { caPem: readCertificates(inFolder(trust.caFile)) } : trust,
        ...(proxy && { proxy }),
        profile: profile === undefined ? documentedProfile : profileIn(profile, [index, 'profile']),
      };
    },
  );
}

function profileIn(json: unknown, at: PropertyKey[]): VplusProfile {
  try {
    return parseProfile(json, ownWords);
  } catch (error) {
    throw error instanceof z.ZodError ? refused(error, at) : error;
  }
}

/** What zod would say in its own English, where the list itself says nothing else. */
const ownWords: z.core.$ZodErrorMap = (issue) => inText(wordsOf(issue));

function wordsOf(issue: z.core.$ZodRawIssue): Message {
  if (issue.code === 'unrecognized_keys')
    return message('vplus-servers.unknown-members', { names: listOf([...issue.keys]), count: issue.keys.length });
  if (issue.input === undefined) return message('vplus-servers.missing');
  if (issue.code === 'too_small' && (issue.input === '' || Array.isArray(issue.input)))
    return message('vplus-servers.empty');
  return message('vplus-servers.not-as-expected');
}

/** Each fault with the place in the file where it is. */
const refused = ({ issues }: z.ZodError, at: PropertyKey[] = []): ConfigurationError =>
  new ConfigurationError(
    issues.map(({ path, message: said }) => {
      const place = z.core.toDotPath([...at, ...path]);
      return place ? faultOfSetting(place, fromText(said)) : fromText(said);
    }),
  );

/** Passwords may stand in it, so its text is not repeated, as the words of a failed parse would. */
function jsonIn(file: string): unknown {
  const text = readGiven(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new MessageError(message('vplus-servers.not-json', { file }));
  }
}

export const serversFor = (servers: VplusServer[], tenantId: string): VplusServer[] =>
  servers.filter(({ tenants }) => tenants === '*' || tenants.includes(tenantId));
