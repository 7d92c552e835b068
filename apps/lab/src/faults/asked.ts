import type { Call } from '@vplus/emulator';

/** One remote request of a run, as far as it decides which faults can happen to it. */
export interface Asked {
  /** What was asked for, without the ids of this run: the same in every replay. */
  key: string;
  /** Which time it was asked for, from 1. */
  nth: number;
  service: string;
  method: string;
  /** By itself, as a `$batch`, or as an item of one. */
  travels: 'alone' | 'batch' | 'item';
  token: 'person' | 'application' | 'none';
  /** Whether it changed the world. */
  write: boolean;
  status: number;
  /** Whether its answer has a body. */
  body: boolean;
  /** Whether a replica that is far behind would answer differently. */
  staleMatters: boolean;
  at: number;
}

export function keyOf(call: Call): string {
  const path = decoded(call.url.pathname);
  if (call.service === 'identity') {
    const sent = new URLSearchParams(call.body.toString('utf8'));
    return `identity ${call.method} ${anonymous(path)} ${sent.get('grant_type')} ${withoutOrigin(sent.get('scope') ?? '')}`;
  }
  if (path.endsWith('/$batch')) return `graph ${call.method} ${path} (${itemsOf(call)})`;
  return `${call.service} ${call.method} ${anonymous(path + decoded(call.url.search))}`;
}

export function tokenOf({ headers }: Call): Asked['token'] {
  const payload = headers.authorization?.split('.')[1];
  if (!payload) return 'none';
  return Buffer.from(payload, 'base64url').toString('utf8').includes('"scp"') ? 'person' : 'application';
}

function itemsOf(call: Call): string {
  const { requests } = JSON.parse(call.body.toString('utf8')) as { requests: { method: string; url: string }[] };
  const kinds = requests.map(({ method, url }) => `${method} ${anonymous(decoded(url)).replace(/\?.*/, '')}`);
  return [...new Set(kinds)].sort().join(', ');
}

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Ids of Graph's assignments are 43 characters of base64url. */
const anonymous = (text: string) => text.replace(guid, '{id}').replace(/\/[\w-]{43}(?=\/|$|\?)/g, '/{id}');

const withoutOrigin = (scope: string) =>
  scope.replace(/\/\/localhost:\d+/, '//…').replace(/[\w-]+\.sharepoint/, '….sharepoint');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
