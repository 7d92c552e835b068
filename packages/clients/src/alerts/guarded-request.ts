import { isIP, type LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import type { Address, AddressGuard } from './address-guard.ts';

export interface Posted {
  address: string;
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}

export interface Answered {
  status: number;
  headers: Headers;
  /** At most so many bytes of it; null: nobody wanted it. */
  body: string | null;
}

/** Plain HTTP goes to nobody but a listed address inside. */
export class NotSecure extends Error {
  override readonly name = 'NotSecure';
  readonly code = 'NOT_HTTPS';
}

/**
 * One POST to an address that somebody typed: resolved and checked for this very attempt, on a connection of its own to
 * one of the checked addresses. Redirects are not followed; of the body at most `bodyBytes` are read.
 *
 * @throws AddressRefused, NotSecure, and what undici throws
 */
export async function guardedPost(guard: AddressGuard, posted: Posted, bodyBytes = 0): Promise<Answered> {
  const url = new URL(posted.address);
  const addresses = await guard.resolve(url.hostname);
  if (url.protocol !== 'https:' && !addresses.every((one) => guard.isListed(one))) throw new NotSecure();
  const agent = new Agent({ connect: { lookup: answering(addresses) }, allowH2: false, maxResponseSize: 1_000_000 });
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: agent,
      method: 'POST',
      headers: posted.headers,
      body: posted.body,
      signal: posted.signal,
    });
    const entries = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
    return {
      status: statusCode,
      headers: new Headers(entries),
      body: bodyBytes > 0 ? await head(body, bodyBytes) : null,
    };
  } finally {
    await agent.destroy();
  }
}

/** In the place of a second look-up: what was checked, and nothing else. */
const answering =
  (addresses: Address[]): LookupFunction =>
  (host, { all }, callback) => {
    const [first] = addresses;
    if (isIP(host) || !first) callback(new Error('There is nothing to look up'), '', 0);
    else if (all) callback(null, addresses);
    else callback(null, first.address, first.family);
  };

async function head(body: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most).toString('utf8');
}
