import { expect, test } from 'vitest';
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

test('a long text is cut, and a line break makes no second header', () => {
  const said = alertMessage({ ...told, tenantName: 'Con\r\ntoso', what: 'x'.repeat(50_000) }, publicUrl);

  expect(said.subject).toBe('Critical: a finding is open at Con toso');
  expect(said.body.length).toBeLessThan(20_000);
});
