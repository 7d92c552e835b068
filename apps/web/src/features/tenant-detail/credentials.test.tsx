import { screen, within } from '@testing-library/react';
import type { TenantCredential, TenantView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { show } from '#testing/show.tsx';
import { Credentials } from './credentials.tsx';

const dayMs = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString();

const secret = (change: Partial<TenantCredential> = {}): TenantCredential => ({
  kind: 'secret',
  keyId: '5f0c1f5e-5d0c-4f3a-8a39-0d6f3d6b9a01',
  addedAt: inDays(-45),
  expiresAt: inDays(135),
  ...change,
});

const card = (...credentials: TenantCredential[]) =>
  show(<Credentials tenant={{ credentials, state: 'connected' } as TenantView} />);

const barOf = (container: HTMLElement) => {
  const [whole, over] = container.querySelectorAll('svg rect');
  const [renew, today] = container.querySelectorAll('svg line');
  return {
    width: whole?.getAttribute('width'),
    over: Number.parseFloat(over?.getAttribute('width') ?? ''),
    renew: Number.parseFloat(renew?.getAttribute('x1') ?? ''),
    today: Number.parseFloat(today?.getAttribute('x1') ?? ''),
  };
};

test('a bar shows how much of a life is over, today and the mark thirty days before its end', () => {
  const { container } = card(secret());

  const bar = barOf(container);
  expect(bar.over).toBeCloseTo(25, 1);
  expect(bar.today).toBeCloseTo(25, 1);
  expect(bar.renew).toBeCloseTo((100 * 150) / 180, 1);
});

test('a sentence and a table tell the same as the bar', () => {
  card(secret());

  expect(screen.getByText('Expires in 135 days')).toBeDefined();
  expect(screen.getByText(/^Added on/).textContent).toMatch(/^Added on .* expires on .* Replace it from .* on\.$/);
  const row = within(screen.getByRole('table')).getAllByRole('row')[1];
  expect(row?.querySelectorAll('time')).toHaveLength(3);
});

test('one that has expired is over wholly, and time to replace', () => {
  const { container } = card(secret({ addedAt: inDays(-200), expiresAt: inDays(-20) }));

  expect(barOf(container)).toMatchObject({ over: 100, today: 100 });
  expect(screen.getByText(/^Added on/).textContent).toMatch(/expired on .* It is time to replace it\.$/);
});

test('one whose beginning nobody knows has no bar, and says so', () => {
  const { container } = card(secret({ addedAt: null }));

  expect(container.querySelector('svg[width="100%"]')).toBeNull();
  expect(screen.getByText(/^When it was added is not known\. It expires on/)).toBeDefined();
});

test('the card is not there where the application signs in with nothing', () => {
  expect(card().container.textContent).toBe('');
});
