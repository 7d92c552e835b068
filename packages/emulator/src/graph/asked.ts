import type { Call, Cloud } from '../core/service.ts';
import type { TokenClaims } from '../core/tokens.ts';
import type { Tenant, User } from '../core/world.ts';
import type { Key } from './path.ts';
import type { Version } from './version.ts';

/** A request whose token has been accepted: what every handler is given. */
export interface Asked {
  call: Call;
  cloud: Cloud;
  tenant: Tenant;
  token: TokenClaims;
  /** The signed-in person; null for app-only tokens, and for people of other tenants without a user object here. */
  person: User | null;
  /** Template ids of the directory roles that count now. */
  roles: string[];
  version: Version;
  /** `http://localhost:4311/v1.0`: as the caller wrote it. */
  base: string;
  query: URLSearchParams;
  params: Record<string, Key>;
  /** Whether `/$count` was asked instead of the collection. */
  countOnly: boolean;
}

/** Times as Graph writes them. */
export function timestamp(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d+Z$/, 'Z');
}

export const nowOf = (asked: Asked) => timestamp(asked.cloud.clock.now());

export function param(asked: Asked, name: string): Key {
  const key = asked.params[name];
  if (!key) throw new Error(`The route has no parameter ${name}`);
  return key;
}
