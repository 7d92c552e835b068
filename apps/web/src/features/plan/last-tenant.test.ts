import { expect, test } from 'vitest';
import { lastTenant, rememberTenant } from './last-tenant.ts';

test('names the tenant of before only where it is another one', () => {
  const storage = memory();
  rememberTenant(storage, { id: 'a', name: 'Fabrikam' });

  expect(lastTenant(storage, 'b')).toBe('Fabrikam');
  expect(lastTenant(storage, 'a')).toBeUndefined();
});

test.each([null, '', '{', '{"id":1}'])('knows of none when %j is kept', (kept) => {
  expect(lastTenant(memory(kept), 'b')).toBeUndefined();
});

function memory(kept: string | null = null): Storage {
  const values = new Map<string, string>(kept === null ? [] : [['last-tenant', kept]]);
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    clear: () => values.clear(),
    key: () => null,
    length: values.size,
  };
}
