import { retryAfter } from '../http/retry-after.ts';
import type { Clock } from '../ports.ts';
import type { AddressGuard } from './address-guard.ts';
import { codeOf, type SendEnd } from './attempt-end.ts';
import { guardedPost } from './guarded-request.ts';

export interface HookMessage {
  /** Whoever has it can post: it is a secret. */
  address: string;
  /** JSON. */
  body: string;
  signal: AbortSignal;
}

type By = { guard: AddressGuard; clock: Pick<Clock, 'now'> };

const timeoutMs = 20_000;
const mostBytes = 200;

/**
 * What Slack answers, with 403, 404 or 410, for an address that will never take a message again.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
 */
const deadAtSlack = new Set([
  'channel_is_archived',
  'channel_not_found',
  'invalid_token',
  'no_active_hooks',
  'no_service',
  'no_service_id',
  'no_team',
  'team_disabled',
]);

/** One attempt at an incoming webhook of Slack, whose refusals are single words. */
export const sendSlack = (by: By, message: HookMessage): Promise<SendEnd> =>
  sendHook(by, message, (status, word) =>
    status >= 400 && status < 500 && deadAtSlack.has(word) ? { result: 'gone', status, code: word } : null,
  );

/**
 * One attempt at a workflow of Teams, which answers 202 and posts afterwards.
 * https://support.microsoft.com/office/create-incoming-webhooks-with-workflows-for-microsoft-teams-8ae491c7-0394-4861-ba59-055e33f75498
 */
export const sendTeams = (by: By, message: HookMessage): Promise<SendEnd> => sendHook(by, message, () => null);

async function sendHook(
  { guard, clock }: By,
  { address, body, signal }: HookMessage,
  dead: (status: number, word: string) => SendEnd | null,
): Promise<SendEnd> {
  const headers = { 'content-type': 'application/json', 'user-agent': 'vplus-m365-setup' };
  const late = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const answer = await guardedPost(guard, { address, headers, body, signal: late }, mostBytes);
    const { status } = answer;
    if (status >= 200 && status < 300) return { result: 'delivered', status };
    const gone =
      dead(status, answer.body?.trim() ?? '') ?? (status === 410 ? { result: 'gone' as const, status } : null);
    if (gone) return gone;
    const retryAfterMs = retryAfter(answer.headers, clock);
    return { result: 'failed', status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  } catch (error) {
    return { result: 'failed', code: codeOf(error) };
  }
}
