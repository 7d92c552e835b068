import type { Transport } from '../ports.ts';
import { brokenWay } from './broken-way.ts';
import { failed, type RequestDescription } from './failed.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** Longer answers than this are no answers to anything that we ask. */
const bodyLimit = 5 * 1024 * 1024;

/**
 * One request and its whole answer, within the time-out, or a RemoteError. Redirects are never followed, so that no
 * token travels to an address that nobody configured.
 */
export async function ask(
  transport: Transport,
  description: RequestDescription,
  url: string,
  init: RequestInit,
): Promise<Answer> {
  const timeout = AbortSignal.timeout(transport.timeoutMs);
  const signal = description.signal ? AbortSignal.any([timeout, description.signal]) : timeout;
  const answer = await transport
    .fetch(url, { ...init, redirect: 'manual', signal })
    .then(async (response) => ({
      status: response.status,
      headers: response.headers,
      text: await boundedText(response),
    }))
    .catch((error: unknown) => {
      if (description.signal?.aborted) throw failed(transport.clock, description, { failure: 'aborted' });
      if (timeout.aborted) throw failed(transport.clock, description, { failure: 'timeout' });
      throw failed(transport.clock, description, brokenWay(error, url));
    });
  const { text, status } = answer;
  if (text === null) throw failed(transport.clock, description, { failure: 'malformed', status, code: 'too-long' });
  if (status < 200 || status > 599)
    throw failed(transport.clock, description, { failure: 'malformed', code: 'no-status' });
  return { ...answer, text };
}

/** `null`: longer than the limit. */
async function boundedText(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > bodyLimit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
