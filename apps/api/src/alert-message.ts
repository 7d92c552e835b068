import { message, render, type Words } from '@vplus/messages';
import type { Delivery, Digest } from '@vplus/store';

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
  if (told.digest) return digestMessage(told, told.digest, publicUrl);
  const url = tenantId ? placeOf({ tenantId, findingId }, publicUrl) : null;
  const sentence = short(sentenceOf(told, tenant));
  const subject =
    event === 'test'
      ? message('alerts.subject-test', { channel: channelName })
      : message('alerts.subject', { severity, event, tenant });
  const body = {
    type: event === 'test' ? 'test' : `finding.${event}`,
    timestamp: raisedAt,
    data: {
      ...{ id, kind, severity, findingId, text: sentence, url },
      tenant: tenantId ? { id: tenantId, name: told.tenantName } : null,
    },
  };
  return put({ id, subject: render(subject), paragraphs: [sentence], url, body });
}

interface Put {
  id: string;
  subject: string;
  paragraphs: string[];
  url: string | null;
  body: object;
}

/** The same words in every form that a channel needs. */
function put({ id, subject, paragraphs, url, body }: Put): AlertMessage {
  const idLine = render(message('alerts.id', { id }));
  const lines = [...paragraphs, ...(url ? [render(message('alerts.where', { url }))] : []), idLine];
  return {
    subject: short(subject).replaceAll(/\s+/g, ' ').slice(0, 200),
    sentence: paragraphs[0] ?? '',
    ...{ paragraphs, url, idLine },
    text: `${lines.join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body>${lines.map((one) => `<p>${linked(one, url)}</p>`).join('')}</body></html>`,
    body: JSON.stringify(body),
  };
}

/** So many lines stand together; a section of Slack holds no more. */
const linesTogether = 8;
/** Of one finding in a digest. */
const longestLine = 200;

/** One message for a day: what changed, and what is open, by tenant. */
function digestMessage({ id, raisedAt }: Told, digest: Digest, publicUrl: URL): AlertMessage {
  const { events, moreEvents, open, moreOpen } = digest;
  const url = new URL('/tenants', publicUrl).href;
  const told = events.map(({ event, kind, severity, what, findingId, tenantId, tenantName }) => ({
    ...{ event, kind, severity, findingId, tenant: { id: tenantId, name: tenantName } },
    text: cut(shown(what), longestLine),
    url: placeOf({ tenantId, findingId }, publicUrl),
  }));
  const changes = told.map(({ event, severity, tenant, text }) =>
    render(
      message('alerts.digest-line', {
        event,
        severity,
        tenant: cut(tenant.name ?? tenant.id, longestLine),
        what: text,
      }),
    ),
  );
  const standing = open.map(({ tenantName, critical, warning, info }) =>
    render(message('alerts.digest-open-line', { tenant: cut(tenantName, longestLine), critical, warning, info })),
  );
  const more = (count: number) => (count > 0 ? [render(message('alerts.digest-more', { count }))] : []);
  const subject = render(message('alerts.subject-digest', { count: events.length + moreEvents }));
  return put({
    ...{ id, subject, url },
    paragraphs: [
      render(message('alerts.digest-changes')),
      ...together([...changes, ...more(moreEvents)]),
      render(message(open.length > 0 ? 'alerts.digest-open' : 'alerts.digest-open-none')),
      ...together([...standing, ...more(moreOpen)]),
    ],
    body: {
      type: 'digest',
      timestamp: raisedAt,
      data: {
        ...{ id, text: subject, url, events: told, moreEvents, moreOpen },
        open: open.map(({ tenantId, tenantName, ...counts }) => ({
          tenant: { id: tenantId, name: tenantName },
          ...counts,
        })),
      },
    },
  });
}

const together = (lines: string[]): string[] =>
  Array.from({ length: Math.ceil(lines.length / linesTogether) }, (_, n) =>
    lines.slice(n * linesTogether, (n + 1) * linesTogether).join('\n'),
  );

/** The finding on the page of its tenant, which asks for a sign-in. */
function placeOf({ tenantId, findingId }: Pick<Told, 'tenantId' | 'findingId'>, publicUrl: URL): string {
  const url = new URL(`/tenants/${tenantId}`, publicUrl);
  if (findingId) url.searchParams.set('finding', findingId);
  return url.href;
}

function sentenceOf({ event, what, channelName }: Told, tenant: string): string {
  if (event === 'test') return render(message('alerts.test', { channel: channelName }));
  if (event === 'digest') return render(message('alerts.digest'));
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

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most)}…` : text).toWellFormed();
const short = (text: string) => cut(text, longestText);

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (mark) => marks[mark] ?? mark);

function linked(text: string, url: string | null): string {
  const safe = escaped(text);
  return (url ? safe.replace(escaped(url), `<a href="${escaped(url)}">${escaped(url)}</a>`) : safe).replaceAll(
    '\n',
    '<br>',
  );
}
