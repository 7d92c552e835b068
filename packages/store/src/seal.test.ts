import { createCipheriv, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { seal, unseal } from './seal.ts';
import { testKey } from './test-databases.ts';

const boundTo = ['run', 'token'];

test('a token takes fewer bytes sealed than in clear', () => {
  const token = JSON.stringify({ accessToken: randomBytes(1500).toString('base64url') });

  const sealed = seal(testKey, boundTo, token);

  expect(sealed.sealed.length).toBeLessThan(token.length * 0.85);
  expect(unseal(testKey, boundTo, sealed)).toBe(token);
});

test('what an earlier build sealed, unpacked, still opens', () => {
  const nonce = randomBytes(12);
  const lock = createCipheriv('aes-256-gcm', testKey.key, nonce).setAAD(Buffer.from(JSON.stringify(boundTo)));
  const text = Buffer.concat([lock.update('x\u009cné'), lock.final()]);

  const sealed = Buffer.concat([nonce, lock.getAuthTag(), text]);

  expect(unseal(testKey, boundTo, { keyId: testKey.id, sealed })).toBe('x\u009cné');
});
