import type { AlertChannel, AlertDelivery, AlertDigest } from '@vplus/contracts';
import { severityWords } from '#lib/severity-words.ts';
import type { Tone } from '#ui/status.tsx';

export const events: Record<AlertDelivery['event'], string> = {
  opened: 'A finding is open',
  worse: 'A finding got worse',
  ended: 'A finding is resolved',
  test: 'Test',
  digest: 'Daily digest',
};

const deliveryStates: Record<AlertDelivery['state'], { tone: Tone; word: string }> = {
  waiting: { tone: 'waiting', word: 'Waiting' },
  delivered: { tone: 'ok', word: 'Delivered' },
  failed: { tone: 'failed', word: 'Given up' },
  gathered: { tone: 'waiting', word: 'For the daily digest' },
};

/** Where it leads, in one line. */
export function placeOf({ settings }: Pick<AlertChannel, 'settings'>): string {
  if (settings.kind === 'webhook') return `Webhook to ${settings.address}`;
  if (settings.kind === 'teams') return `Teams, by a workflow at ${settings.host}`;
  if (settings.kind === 'slack') return `Slack, at ${settings.host}`;
  return `Mail to ${settings.to.join(', ')} by ${settings.host}`;
}

/** What comes at once, and when the rest does. */
export function digestWords({ atOnce, hour }: AlertDigest): string {
  const now = atOnce.length > 0 ? `at once: ${atOnce.map((one) => severityWords[one]).join(', ')}` : 'nothing at once';
  return `at ${String(hour).padStart(2, '0')}:00 UTC; ${now}`;
}

/** How a delivery stands. */
export const deliveryState = ({ state, digestId }: Pick<AlertDelivery, 'state' | 'digestId'>) =>
  digestId && state === 'gathered' ? { tone: 'ok' as const, word: 'In a daily digest' } : deliveryStates[state];

export function stateOf({ off, failed, lastDelivery }: AlertChannel): { tone: Tone; word: string } {
  if (off) return { tone: 'impossible', word: 'Switched off' };
  if (!lastDelivery) return { tone: 'unknown', word: 'Not tried yet' };
  if (failed > 0) return { tone: 'attention', word: `${failed} given up` };
  const last = lastDelivery.attempts.at(-1);
  return last?.result === 'delivered'
    ? { tone: 'ok', word: 'Works' }
    : { tone: 'failed', word: 'The last attempt failed' };
}

/** How an attempt ended: an HTTP or SMTP status, or what broke. */
export function endOf({ status, code, result }: AlertDelivery['attempts'][number]): string {
  if (code && codes[code]) return codes[code];
  if (status !== null) return `answered ${status}${code ? ` (${code})` : ''}`;
  return code ?? (result === 'delivered' ? 'taken' : 'failed');
}

const codes: Record<string, string> = {
  no_service: 'Slack says that the webhook is gone or switched off',
  invalid_token: 'Slack does not know the address',
  channel_is_archived: 'Slack says that the channel is archived',
  channel_not_found: 'Slack says that the channel is gone',
  INSIDE_ADDRESS: 'refused by us: the address lies inside the network',
  NOT_HTTPS: 'refused by us: the address is not encrypted',
  TIMEOUT: 'no answer in time',
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'the name is not found',
  RECIPIENTS_REFUSED: 'taken, but not for every recipient',
  TOKEN_REFUSED: 'the token server refused the application',
};
