import { expect, test } from 'vitest';
import { mailOf } from './approval-mail.ts';

const link = { url: 'https://setup.example/approve/0b5c', expiresAt: '2026-12-01T10:00:00.000Z' };

test('says who asks for what, and carries the address whole on a line of its own', () => {
  const mail = new URL(mailOf(link, { tenantName: 'Contoso' }));

  expect(mail.protocol).toBe('mailto:');
  expect(mail.searchParams.get('subject')).toBe('Please approve: Microsoft 365 backup of Contoso');
  expect(mail.searchParams.get('body')?.split('\r\n')).toContain(link.url);
});

test('a name with signs of its own changes nothing but the text', () => {
  const mail = new URL(mailOf(link, { tenantName: 'A&B ?body=evil&bcc=x@example.com' }));

  expect([...mail.searchParams.keys()]).toEqual(['subject', 'body']);
});
