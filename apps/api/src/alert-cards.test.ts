import { expect, test } from 'vitest';
import { slackBody, teamsBody } from './alert-cards.ts';
import { alertMessage } from './alert-message.ts';

const said = (tenantName: string, what = 'Mail.Read is missing') =>
  alertMessage(
    {
      ...{ id: '0f7b1c2d-8e53-4d9f-8a21-1c7e3f509b12', channelId: 'b1c2d3e4-8e53-4d9f-8a21-1c7e3f509b12' },
      ...{ channelName: 'Ops', tenantId: '2b6f1c2d-8e53-4d9f-8a21-1c7e3f509b12', tenantName, findingId: '7' },
      ...{ event: 'opened', kind: 'permission-missing', severity: 'critical', what },
      raisedAt: '2026-11-30T12:00:00.000Z',
    },
    new URL('https://setup.example.com'),
  );
const url = 'https://setup.example.com/tenants/2b6f1c2d-8e53-4d9f-8a21-1c7e3f509b12?finding=7';

test('Teams gets an Adaptive Card in an envelope, whose words are shown as they are, with a link', () => {
  const body = JSON.parse(teamsBody(said('[Win](https://evil.example) **Contoso**')));

  expect(body).toMatchObject({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: { type: 'AdaptiveCard', version: '1.4', actions: [{ type: 'Action.OpenUrl', url }] },
      },
    ],
  });
  const parts = body.attachments[0].content.body;
  expect(parts.map(({ type }: { type: string }) => type)).toEqual(['RichTextBlock', 'RichTextBlock', 'RichTextBlock']);
  expect(parts.map((part: { inlines: { text: string }[] }) => part.inlines[0]?.text)).toEqual([
    'Critical: a finding is open at [Win](https://evil.example) **Contoso**',
    'A finding is open at [Win](https://evil.example) **Contoso**: Mail.Read is missing',
    'ID of this message: 0f7b1c2d-8e53-4d9f-8a21-1c7e3f509b12. If it comes twice, it says the same.',
  ]);
});

test('Slack gets blocks in which no name calls a channel or becomes a link', () => {
  const text = slackBody(said('<!channel> & <https://evil.example|Contoso>'));
  const body = JSON.parse(text);

  expect(body.text).toBe('Critical: a finding is open at &lt;!channel&gt; &amp; &lt;https://evil.example|Contoso&gt;');
  expect(text.match(/<[^>]*>/g)).toEqual([`<${url}|Look at it>`]);
  const words = body.blocks.flatMap(
    ({ text: one, elements }: { text?: object; elements?: object[] }) => one ?? elements,
  );
  expect(words.every(({ type, verbatim }: { type: string; verbatim: boolean }) => type === 'mrkdwn' && verbatim)).toBe(
    true,
  );
});

test('a long text fits where it goes', () => {
  const long = said('Contoso', '&'.repeat(50_000));
  const { blocks } = JSON.parse(slackBody(long)) as { blocks: { text?: { text: string } }[] };

  expect(Math.max(...blocks.map(({ text }) => text?.text.length ?? 0))).toBeLessThanOrEqual(3000);
  expect(blocks[1]?.text?.text).toMatch(/(&amp;)+…$/);
  expect(Buffer.byteLength(teamsBody(long))).toBeLessThan(28 * 1024);
});
