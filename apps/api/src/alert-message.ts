import { message, render, type Words } from '@vplus/messages';
import type { Delivery } from '@vplus/store';

/** A receiver of webhooks may refuse more than 20 kB. */
const longestText = 4000;

export interface AlertMessage {
  subject: string;
  sentence: string;
  /** What happened, without where to look and which message it is. */
  paragraphs: string[];
  /** Where to look, behind a sign-in; null: a test. */
  url: string | null;
  idLine: string;
  /** Plain text and the same as HTML, for mail. */
  text: string;
  html: string;
  /** JSON, for webhooks. */
  body: string;
}

type Told = Omit<Delivery, 'signal' | 'secrets' | 'settings'> & { channelName: string };

/** What an alert says, in words; the same in every attempt. */
export function alertMessage(told: Told, publicUrl: URL): AlertMessage {
  const { id, event, kind, severity, findingId, tenantId, raisedAt, channelName } = told;
  const tenant = told.tenantName ?? tenantId ?? '';
  const url = tenantId ? placeOf({ tenantId, findingId }, publicUrl) : null;
  const sentence = short(sentenceOf(told, tenant));
  const subject =
    event === 'test'
      ? message('alerts.subject-test', { channel: channelName })
      : message('alerts.subject', { severity, event, tenant });
  const idLine = render(message('alerts.id', { id }));
  const paragraphs = [sentence];
  const lines = [...paragraphs, ...(url ? [render(message('alerts.where', { url }))] : []), idLine];
  return {
    subject: short(render(subject)).replaceAll(/\s+/g, ' ').slice(0, 200),
    ...{ sentence, paragraphs, url, idLine },
    text: `${lines.join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body>${lines.map((one) => `<p>${linked(one, url)}</p>`).join('')}</body></html>`,
    body: JSON.stringify({
      type: event === 'test' ? 'test' : `finding.${event}`,
      timestamp: raisedAt,
      data: {
        ...{ id, kind, severity, findingId, text: sentence, url },
        tenant: tenantId ? { id: tenantId, name: told.tenantName } : null,
      },
    }),
  };
}

/** The finding on the page of its tenant, which asks for a sign-in. */
function placeOf({ tenantId, findingId }: Pick<Told, 'tenantId' | 'findingId'>, publicUrl: URL): string {
  const url = new URL(`/tenants/${tenantId}`, publicUrl);
  if (findingId) url.searchParams.set('finding', findingId);
  return url.href;
}

function sentenceOf({ event, what, channelName }: Told, tenant: string): string {
  if (event === 'test') return render(message('alerts.test', { channel: channelName }));
  return render(message(`alerts.${event}`, { tenant, what: shown(what) }));
}

/** An alert that another build raised may lack what this build's words need: its key says at least what it is about. */
function shown(what: Words): string {
  try {
    return render(what);
  } catch {
    return typeof what === 'string' ? what : what.key;
  }
}

const short = (text: string) => (text.length > longestText ? `${text.slice(0, longestText)}…` : text).toWellFormed();

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (mark) => marks[mark] ?? mark);

function linked(text: string, url: string | null): string {
  const safe = escaped(text);
  return url ? safe.replace(escaped(url), `<a href="${escaped(url)}">${escaped(url)}</a>`) : safe;
}
