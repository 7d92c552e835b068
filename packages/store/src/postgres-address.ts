import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { listOf, type Message, message } from '@vplus/messages';

/** What libpq and the driver mean by each word differs; here each has one meaning, whatever the driver's next version thinks. */
const modes = ['disable', 'require', 'verify-ca', 'verify-full', 'no-verify'] as const;
const ofTls = ['sslmode', 'ssl', 'sslrootcert', 'sslcert', 'sslkey'] as const;

/** What is wrong with a `DATABASE_URL`, each with what to write instead; never with the password in it. */
export function faultsOfAddress(address: string): Message[] {
  if (!/^postgres(ql)?:\/\//.test(address)) return [message('database.address-protocol')];
  const url = URL.parse(address);
  if (!url || url.hash || `${url.pathname}${url.search}`.includes('@') || !decodes(url))
    return [message('database.address-unreadable')];
  if (url.hostname.includes(',')) return [message('database.address-hosts')];
  const { searchParams } = url;
  const faults: Message[] = [];
  const ssl = searchParams.get('ssl');
  if (ssl !== null && ssl !== 'true' && ssl !== '1') faults.push(message('database.address-ssl', { ssl }));
  const mode = searchParams.get('sslmode');
  if (mode !== null && !modes.some((one) => one === mode))
    faults.push(message('database.address-sslmode', { mode, modes: listOf([...modes], 'comma') }));
  for (const name of ['sslrootcert', 'sslcert', 'sslkey']) {
    const file = searchParams.get(name);
    if (file && file !== 'system' && !canRead(file)) faults.push(message('database.address-file', { name, file }));
  }
  return faults;
}

export interface PostgresConnection {
  config: { connectionString: string; ssl: false | ConnectionOptions };
  /** Passwords and data travel readable, to another machine. */
  plainText: boolean;
}

/**
 * How to reach a server. TLS is decided here and not by the driver, whose words for it change with its versions:
 * `require`, `verify-ca` and `verify-full` all check the chain and the name, `no-verify` checks nothing.
 *
 * @param forSession settings of each session, in PostgreSQL's own words; none is sent where there are none, since a
 *   pooler such as PgBouncer refuses them
 */
export function connectionTo(address: string, forSession: Record<string, string> = {}): PostgresConnection {
  const url = new URL(address);
  const given = Object.fromEntries(ofTls.map((name) => [name, url.searchParams.get(name)]));
  for (const name of ofTls) url.searchParams.delete(name);
  const settings = Object.entries(forSession).map(([name, value]) => `-c ${name}=${value}`);
  const options = [url.searchParams.get('options'), ...settings].filter(Boolean).join(' ');
  if (options) url.searchParams.set('options', options);
  const ssl = tlsOf(given);
  return { config: { connectionString: url.href, ssl }, plainText: ssl === false && !isHere(url) };
}

function tlsOf(given: Record<string, string | null>): false | ConnectionOptions {
  const { sslmode, ssl, sslrootcert, sslcert, sslkey } = given;
  const wanted = sslmode ?? (ssl || sslrootcert ? 'verify-full' : 'disable');
  if (wanted === 'disable') return false;
  return {
    rejectUnauthorized: wanted !== 'no-verify',
    ...(sslrootcert && sslrootcert !== 'system' ? { ca: readFileSync(sslrootcert, 'utf8') } : {}),
    ...(sslcert ? { cert: readFileSync(sslcert, 'utf8') } : {}),
    ...(sslkey ? { key: readFileSync(sslkey, 'utf8') } : {}),
  };
}

function isHere({ hostname, searchParams }: URL): boolean {
  const host = searchParams.get('host') ?? decodeURIComponent(hostname);
  return host === '' || host.startsWith('/') || /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
}

function decodes({ username, password, pathname }: URL): boolean {
  try {
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

function canRead(file: string): boolean {
  try {
    return readFileSync(file).length > 0;
  } catch {
    return false;
  }
}
