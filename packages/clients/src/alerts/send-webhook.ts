import { Webhook } from 'standardwebhooks';
import { retryAfter } from '../http/retry-after.ts';
import type { Clock } from '../ports.ts';
import type { AddressGuard } from './address-guard.ts';
import { codeOf, type SendEnd } from './attempt-end.ts';
import { guardedPost } from './guarded-request.ts';

export interface WebhookMessage {
  /** The same over all attempts. */
  id: string;
  address: string;
  /** One, or two while they are exchanged; the newest first. */
  secrets: string[];
  /** JSON. */
  body: string;
  signal: AbortSignal;
}

/** The specification asks for 15 to 30 seconds. */
const timeoutMs = 20_000;

/**
 * One attempt by Standard Webhooks 1.0.0. 2xx alone is success, a redirect is not; 410 ends the channel.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function sendWebhook(
  { guard, clock }: { guard: AddressGuard; clock: Pick<Clock, 'now'> },
  { id, address, secrets, body, signal }: WebhookMessage,
): Promise<SendEnd> {
  const at = new Date(clock.now());
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'vplus-m365-setup',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
  const late = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const answer = await guardedPost(guard, { address, headers, body, signal: late });
    const { status } = answer;
    if (status >= 200 && status < 300) return { result: 'delivered', status };
    if (status === 410) return { result: 'gone', status };
    const retryAfterMs = retryAfter(answer.headers, clock);
    return { result: 'failed', status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  } catch (error) {
    return { result: 'failed', code: codeOf(error) };
  }
}
