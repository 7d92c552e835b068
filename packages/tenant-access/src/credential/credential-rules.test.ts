import { expect, test } from 'vitest';
import { credentialRules, daysOf } from './credential-rules.ts';

const now = Date.parse('2026-11-24T00:00:00Z');
const addition = { restrictionType: 'passwordAddition', state: 'enabled', maxLifetime: null };
const lifetime = { restrictionType: 'passwordLifetime', state: 'enabled', maxLifetime: 'P90D' };
const keyLifetime = { restrictionType: 'asymmetricKeyLifetime', state: 'enabled', maxLifetime: 'P1Y6M' };

test('a policy that may not be read is unknown, and one that is switched off says nothing', () => {
  const off = { ...enabled([addition]), isEnabled: false };

  expect(rulesOf(undefined)).toEqual({ secret: { is: 'unknown' }, certificate: { is: 'unknown' } });
  expect(rulesOf(off)).toEqual({ secret: { is: 'free' }, certificate: { is: 'free' } });
  expect(credentialRules({ defaultPolicy: off, ownPolicies: undefined, createdAt: now }).secret).toEqual({
    is: 'unknown',
  });
});

test('reads what is forbidden, what is capped, and that somebody may be excepted', () => {
  expect(rulesOf(enabled([addition, lifetime])).secret).toEqual({ is: 'forbidden', exceptions: false });
  expect(rulesOf(enabled([{ ...addition, excludeActors: {} }])).secret).toEqual({ is: 'forbidden', exceptions: true });
  expect(rulesOf(enabled([{ ...addition, state: 'disabled' }, lifetime])).secret).toEqual({
    is: 'limited',
    days: 90,
    exceptions: false,
  });
  expect(rulesOf(enabled([], [keyLifetime])).certificate).toMatchObject({ is: 'limited', days: 545 });
});

test('a certificate that nobody else signed is forbidden where only trusted authorities count', () => {
  const trusted = { restrictionType: 'trustedCertificateAuthority', state: 'enabled' };

  expect(rulesOf(enabled([], [trusted])).certificate).toEqual({ is: 'forbidden', exceptions: false });
});

test.each([
  ['a restriction that is new', [{ restrictionType: 'unknownFutureValue', state: 'enabled' }]],
  ['a restriction that has a new name', [{ restrictionType: 'passwordRotation', state: 'enabled' }]],
  ['a state that is new', [{ ...lifetime, state: 'unknownFutureValue' }]],
])('%s may forbid it', (_, restrictions) => {
  expect(rulesOf(enabled(restrictions)).secret).toEqual({ is: 'doubtful' });
});

test('a life that cannot be read is unknown, never free', () => {
  expect(rulesOf(enabled([{ ...lifetime, maxLifetime: 'soon' }])).secret).toEqual({ is: 'unknown' });
});

test('a rule for applications that are made later does not count', () => {
  const later = { ...addition, restrictForAppsCreatedAfterDateTime: '2027-01-01T00:00:00Z' };

  expect(rulesOf(enabled([later])).secret).toEqual({ is: 'free' });
});

test('a policy of its own replaces the default one, and nothing is inherited', () => {
  const own = { isEnabled: true, restrictions: { passwordCredentials: [lifetime], keyCredentials: [] } };
  const rules = credentialRules({ defaultPolicy: enabled([addition]), ownPolicies: [own], createdAt: now });

  expect(rules.secret).toMatchObject({ is: 'limited', days: 90 });
});

const enabled = (passwordCredentials: object[], keyCredentials: object[] = []) => ({
  isEnabled: true,
  applicationRestrictions: { passwordCredentials, keyCredentials },
});
const rulesOf = (defaultPolicy: unknown) => credentialRules({ defaultPolicy, ownPolicies: [], createdAt: now });

test.each([
  ['P90D', 90],
  ['P1Y6M', 545],
  ['P2W', 14],
  ['PT48H', 2],
  ['P4DT12H30M5S', 4],
  ['P1DT36H', 2],
  ['PT23H59M', 0],
  ['-P1D', null],
  ['soon', null],
  ['', null],
])('a life of %s is %s whole days', (duration, days) => {
  expect(daysOf(duration)).toBe(days);
});
