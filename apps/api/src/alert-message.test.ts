import { expect, test } from 'vitest';
import { slackBody, teamsBody } from './alert-cards.ts';
import { alertMessage } from './alert-message.ts';

const publicUrl = new URL('https://setup.example.com');
const told = {
  id: '0f7b1c2d-8e53-4d9f-8a21-1c7e3f509b12',
  channelId: 'b1c2d3e4-8e53-4d9f-8a21-1c7e3f509b12',
  channelName: 'Pager',
  tenantId: '2b6f1c2d-8e53-4d9f-8a21-1c7e3f509b12',
  tenantName: 'Contoso <b>& Sons</b>',
  findingId: '7',
  event: 'opened' as const,
  kind: 'permission-missing',
  severity: 'critical' as const,
  what: 'Mail.Read is missing',
  raisedAt: '2026-11-30T12:00:00.000Z',
};

test('an alert says what happened where, and leads to its finding behind a sign-in', () => {
  const said = alertMessage(told, publicUrl);

  expect(said.subject).toBe('Critical: a finding is open at Contoso <b>& Sons</b>');
  expect(said.text).toBe(
    `A finding is open at Contoso <b>& Sons</b>: Mail.Read is missing

To look at it, sign in here: https://setup.example.com/tenants/${told.tenantId}?finding=7

ID of this message: ${told.id}. If it comes twice, it says the same.
`,
  );
  expect(said.html).toContain('Contoso &lt;b&gt;&amp; Sons&lt;/b&gt;');
  expect(said.html).toContain(`<a href="https://setup.example.com/tenants/${told.tenantId}?finding=7">`);
  expect(JSON.parse(said.body)).toEqual({
    type: 'finding.opened',
    timestamp: told.raisedAt,
    data: {
      id: told.id,
      kind: 'permission-missing',
      severity: 'critical',
      findingId: '7',
      text: 'A finding is open at Contoso <b>& Sons</b>: Mail.Read is missing',
      url: `https://setup.example.com/tenants/${told.tenantId}?finding=7`,
      tenant: { id: told.tenantId, name: 'Contoso <b>& Sons</b>' },
    },
  });
});

test.each([
  ['opened', 'Critical: a finding is open at Contoso', 'A finding is open at Contoso: Mail.Read is missing'],
  ['worse', 'Critical: a finding got worse at Contoso', 'A finding at Contoso got worse: Mail.Read is missing'],
  ['ended', 'Resolved: a finding at Contoso', 'A finding at Contoso is resolved. It was: Mail.Read is missing'],
] as const)('of a finding that is %s the subject says as much', (event, subject, sentence) => {
  const said = alertMessage({ ...told, tenantName: 'Contoso', event }, publicUrl);

  expect([said.subject, said.sentence]).toEqual([subject, sentence]);
});

test('a test says that it is one, and is of no tenant', () => {
  const said = alertMessage({ ...told, event: 'test', tenantId: null, tenantName: null, findingId: null }, publicUrl);

  expect(said.subject).toBe('Test of the channel Pager');
  expect(JSON.parse(said.body)).toMatchObject({ type: 'test', data: { tenant: null, url: null } });
});

test('a digest says what changed and what is open by tenant, in the order that it got, with what it leaves out as a number', () => {
  const change = (event: 'opened' | 'worse' | 'ended', tenantName: string) => ({
    ...{ event, kind: 'owner-added', severity: 'warning' as const, what: 'It has an owner', findingId: '7' },
    ...{ tenantId: told.tenantId, tenantName },
  });
  const digest = {
    events: [change('worse', 'Contoso'), change('opened', 'Fabrikam'), change('ended', 'A <b>& C')],
    ...{ moreEvents: 4, moreOpen: 0 },
    open: [{ tenantId: told.tenantId, tenantName: 'Contoso', critical: 1, warning: 2, info: 0 }],
  };

  const said = alertMessage({ ...told, event: 'digest', tenantId: null, tenantName: null, digest }, publicUrl);

  expect(said.subject).toBe('Daily digest: 7 changes in findings');
  expect(said.text).toBe(`What changed since the last digest:

Worse, warning, Contoso: It has an owner
Open, warning, Fabrikam: It has an owner
Resolved, warning, A <b>& C: It has an owner
… and 4 more.

What is open now of what this channel takes, by tenant:

Contoso: 1 critical, 2 warnings, 0 good to know

To look at it, sign in here: https://setup.example.com/tenants

ID of this message: ${told.id}. If it comes twice, it says the same.
`);
  expect(said.html).toContain('It has an owner<br>Resolved, warning, A &lt;b&gt;&amp; C: It');
  expect(JSON.parse(said.body)).toMatchObject({
    type: 'digest',
    data: {
      ...{ id: told.id, moreEvents: 4, moreOpen: 0, open: [{ tenant: { name: 'Contoso' }, critical: 1 }] },
      events: [
        { event: 'worse', text: 'It has an owner', url: `${publicUrl}tenants/${told.tenantId}?finding=7` },
        {},
        {},
      ],
    },
  });
});

test('a digest of many long lines fits where it goes', () => {
  const event = { event: 'opened', kind: 'owner-added', severity: 'warning', findingId: told.findingId } as const;
  const digest = {
    events: Array.from({ length: 25 }, () => ({
      ...{ ...event, what: 'x'.repeat(5000), tenantId: told.tenantId, tenantName: 'y'.repeat(300) },
    })),
    ...{ moreEvents: 900, moreOpen: 80 },
    open: Array.from({ length: 20 }, () => ({
      ...{ tenantId: told.tenantId, tenantName: 'y'.repeat(300), critical: 1, warning: 2, info: 0 },
    })),
  };

  const said = alertMessage({ ...told, event: 'digest', tenantId: null, digest }, publicUrl);

  expect(Buffer.byteLength(teamsBody(said))).toBeLessThan(28 * 1024);
  expect(JSON.parse(slackBody(said)).blocks.length).toBeLessThan(50);
  expect(said.paragraphs.filter((one) => one.length > 4000)).toEqual([]);
});

test('a long text is cut, and a line break makes no second header', () => {
  const said = alertMessage({ ...told, tenantName: 'Con\r\ntoso', what: 'x'.repeat(50_000) }, publicUrl);

  expect(said.subject).toBe('Critical: a finding is open at Con toso');
  expect(said.body.length).toBeLessThan(20_000);
});
