import { Verb } from '@vplus/contracts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AuthorityRules, createAuthority } from './authority.ts';
import type { Caller } from './caller.ts';
import { otherTenantId, personId, tenantId, wids } from './testing/identity-server.ts';

const operatorTenantId = 'dddddddd-4444-4444-8444-dddddddddddd';
const operating: Verb[] = ['read', 'cancel', 'check', 'accept', 'reveal', 'manage-alerts', 'audit', 'calendar'];
const everything: Verb[] = [
  'read',
  'plan',
  'connect',
  'resume',
  'approve',
  'cancel',
  'verify',
  'check',
  'accept',
  'disconnect',
  'remove-assistant',
  'reveal',
  'audit',
  'calendar',
];

const authorityWith = (rules: Partial<AuthorityRules> = {}) =>
  createAuthority({ operatorTenantId, allowedTenants: '*', guestsAllowed: [], ...rules });
const person = (change: Partial<Caller> = {}): Caller => ({
  tenantId,
  objectId: personId,
  name: 'Somebody',
  username: 'somebody@contoso.example',
  guest: false,
  wids: [],
  appRoles: [],
  expiresAt: 0,
  token: '',
  from: null,
  ...change,
});
const operator = person({ tenantId: operatorTenantId, appRoles: ['Operator'] });

/** Every verb on the person's own tenant, and on another one. */
const allowed = (caller: Caller, rules: Partial<AuthorityRules> = {}) => {
  const authority = authorityWith(rules);
  return {
    own: Verb.options.filter((verb) => authority.may(caller, verb, caller.tenantId)),
    other: Verb.options.filter((verb) => authority.may(caller, verb, otherTenantId)),
  };
};

test.each([
  ['a Global Administrator', wids.globalAdministrator, everything],
  ['a Privileged Role Administrator', wids.privilegedRoleAdministrator, everything],
  ['an Application Administrator', wids.applicationAdministrator, everything],
  ['a Cloud Application Administrator', wids.cloudApplicationAdministrator, everything],
  ['a Global Reader', wids.globalReader, ['read', 'audit']],
  ['an Application Developer', wids.applicationDeveloper, []],
])('%s acts at home according to the role, and nowhere else', (_who, role, own) => {
  expect(allowed(person({ wids: [role] }))).toEqual({ own, other: [] });
});

test('an employee without a role may do nothing', () => {
  expect(allowed(person())).toEqual({ own: [], other: [] });
  expect(authorityWith().describe(person()).refusal).toBe('no-administrator-role');
});

test('roles that the token does not tell are not roles', () => {
  const unknown = person({ wids: null });

  expect(allowed(unknown)).toEqual({ own: [], other: [] });
  expect(authorityWith().describe(unknown).roles).toBeNull();
});

test('an operator reads, cancels and hands over in every tenant, and does nothing that needs a sign-in there', () => {
  expect(allowed(operator)).toEqual({
    own: [...operating.slice(0, 4), 'delete-organization', ...operating.slice(4)],
    other: operating,
  });
  expect(authorityWith().visibleTenant(operator)).toBeNull();
});

test('an operator who administers the own tenant acts there as well', () => {
  const both = { ...operator, wids: [wids.globalAdministrator] };

  expect(allowed(both)).toEqual({
    own: Verb.options,
    other: operating,
  });
});

test('the Operator role of another tenant means nothing', () => {
  expect(allowed(person({ appRoles: ['Operator'] }))).toEqual({ own: [], other: [] });
});

test('a guest may do nothing, whatever the role, until named', () => {
  const guest = person({ guest: true, wids: [wids.globalAdministrator] });

  expect(allowed(guest)).toEqual({ own: [], other: [] });
  expect(authorityWith().describe(guest).refusal).toBe('guest');
  expect(allowed(guest, { guestsAllowed: [`${tenantId}/${personId}`] })).toEqual({ own: everything, other: [] });
  expect(allowed(guest, { guestsAllowed: [`${otherTenantId}/${personId}`] })).toEqual({ own: [], other: [] });
});

test('a guest of the operator is no operator until named', () => {
  expect(allowed({ ...operator, guest: true })).toEqual({ own: [], other: [] });
});

test('only allowed tenants and the operator itself may use the installation', () => {
  const admin = person({ wids: [wids.globalAdministrator] });
  const operatorAdmin = person({ tenantId: operatorTenantId, wids: [wids.globalAdministrator] });

  expect(allowed(admin, { allowedTenants: [] })).toEqual({ own: [], other: [] });
  expect(authorityWith({ allowedTenants: [] }).describe(admin).refusal).toBe('tenant-not-allowed');
  expect(allowed(admin, { allowedTenants: [tenantId] })).toEqual({ own: everything, other: [] });
  expect(allowed(operatorAdmin, { allowedTenants: [] })).toEqual({ own: everything, other: [] });
});

test('nobody but a named operator ever reaches into another tenant', () => {
  const tenants = fc.constantFrom(tenantId, otherTenantId, operatorTenantId);
  const people = fc.record({
    tenantId: tenants,
    guest: fc.boolean(),
    wids: fc.option(fc.subarray(Object.values(wids))),
    appRoles: fc.subarray(['Operator', 'Reader']),
  });
  const rules = fc.record({
    allowedTenants: fc.oneof(fc.constant('*' as const), fc.array(tenants)),
    guestsAllowed: fc.array(tenants.map((id) => `${id}/${personId}`)),
  });

  fc.assert(
    fc.property(people, rules, tenants, fc.constantFrom(...Verb.options), (who, given, target, verb) => {
      const caller = person(who);
      const isOperator = caller.tenantId === operatorTenantId && caller.appRoles.includes('Operator');
      const outside = target !== caller.tenantId;
      const reached = authorityWith(given).may(caller, verb, target);
      return !(reached && outside) || (isOperator && operating.includes(verb));
    }),
    { numRuns: 2000 },
  );
});
