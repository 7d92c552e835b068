import { expect, test } from 'vitest';
import { PlannedCall } from './plans.ts';

const call = { method: 'POST', path: '/applications', why: 'Registers it', times: 1, writes: true };

test.each([
  { secretText: 'word' },
  { keyCredentials: [{ key: 'MII' }] },
  { organization: { clientSecret: 'word' } },
  { certificate: 'MII', certificatePassword: 'word' },
])('a planned request with a credential in it is refused: %j', (body) => {
  expect(PlannedCall.safeParse({ ...call, body }).success).toBe(false);
});

test('what a policy says of credentials is no credential', () => {
  const body = {
    restrictions: { passwordCredentials: [{ restrictionType: 'passwordLifetime', maxLifetime: 'P90D' }] },
  };

  expect(PlannedCall.parse({ ...call, body }).body).toEqual(body);
});
