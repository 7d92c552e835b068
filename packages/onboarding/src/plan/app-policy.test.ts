import { expect, test } from 'vitest';
import { secretPolicy } from './app-policy.ts';

const enabled = (...passwordCredentials: object[]) => ({
  isEnabled: true,
  applicationRestrictions: { passwordCredentials },
});

test('a policy that may not be read is unknown, and one that is switched off says nothing', () => {
  expect(secretPolicy(undefined)).toEqual({ is: 'unknown' });
  expect(
    secretPolicy({ ...enabled({ restrictionType: 'passwordAddition', state: 'enabled' }), isEnabled: false }),
  ).toEqual({
    is: 'free',
  });
});

test('reads what is forbidden, what is capped, and that somebody may be excepted', () => {
  const addition = { restrictionType: 'passwordAddition', state: 'enabled', maxLifetime: null };
  const lifetime = { restrictionType: 'passwordLifetime', state: 'enabled', maxLifetime: 'P90D' };

  expect(secretPolicy(enabled(addition, lifetime))).toEqual({ is: 'forbidden', exceptions: false });
  expect(secretPolicy(enabled({ ...addition, excludeActors: {} }))).toEqual({ is: 'forbidden', exceptions: true });
  expect(secretPolicy(enabled({ ...addition, state: 'disabled' }, lifetime))).toEqual({
    is: 'limited',
    days: 90,
    exceptions: false,
  });
  expect(secretPolicy(enabled({ ...lifetime, maxLifetime: 'P1Y6M' }))).toMatchObject({ days: 545 });
  expect(secretPolicy(enabled({ ...lifetime, maxLifetime: 'soon' }))).toEqual({ is: 'unknown' });
});
