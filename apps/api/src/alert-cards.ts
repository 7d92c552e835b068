import { message, render } from '@vplus/messages';
import type { AlertMessage } from './alert-message.ts';

/** A section of Slack holds 3,000 characters. */
const longestSection = 2900;

/**
 * An Adaptive Card in the envelope that the trigger of a workflow takes. A text run is shown as it is, while a text block
 * would read Markdown in the name of a tenant.
 * https://learn.microsoft.com/connectors/teams/#microsoft-teams-webhook, https://adaptivecards.io/explorer/TextRun.html
 */
export function teamsBody({ subject, paragraphs, url, idLine }: AlertMessage): string {
  const text = (words: string, look: object = {}) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: words, ...look }],
  });
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      text(subject, { weight: 'Bolder', size: 'Medium' }),
      ...paragraphs.flatMap((words) => words.split('\n')).map((words) => text(words)),
      text(idLine, { isSubtle: true, size: 'Small' }),
    ],
    ...(url ? { actions: [{ type: 'Action.OpenUrl', title: render(message('alerts.open')), url }] } : {}),
  };
  return JSON.stringify({
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  });
}

/**
 * A message by Block Kit. `verbatim`: no name becomes a link. A button would need an application that answers it.
 * https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */
export function slackBody({ subject, paragraphs, url, idLine }: AlertMessage): string {
  const words = (text: string) => ({ type: 'mrkdwn', text, verbatim: true });
  const section = (text: string) => ({ type: 'section', text: words(text) });
  return JSON.stringify({
    text: escaped(subject),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      section(`*${escaped(subject)}*`),
      ...paragraphs.map((text) => section(escaped(text))),
      ...(url ? [section(`<${escaped(url)}|${render(message('alerts.open'))}>`)] : []),
      { type: 'context', elements: [words(escaped(idLine))] },
    ],
  });
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * The three control characters of Slack, so that nothing of it calls a channel or a person; cut to what a section holds.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
function escaped(text: string): string {
  let all = '';
  for (const one of text) {
    const next = marks[one] ?? one;
    if (all.length + next.length > longestSection) return `${all}…`;
    all += next;
  }
  return all;
}
