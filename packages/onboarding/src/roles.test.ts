import { expect, test } from 'vitest';
import { checkRoles } from './plan/checks.ts';
import { rolesOf } from './roles.ts';

const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const privilegedRoleAdministrator = 'e8611ab8-c189-46e8-94e1-60213ab1f814';
const cloudApplicationAdministrator = '158c047a-c907-4556-b7ef-446551a6b5f7';
const ordinaryMember = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

test('a token without role claims says nothing, which is not the same as no role', () => {
  expect(rolesOf(null)).toBeNull();
  expect(rolesOf([ordinaryMember])).toEqual([]);
  expect(rolesOf([ordinaryMember, globalAdministrator])).toEqual(['global-administrator']);
});

test.each([
  ['a Global Administrator', [globalAdministrator], 'ok'],
  ['the two smaller roles together', [privilegedRoleAdministrator, cloudApplicationAdministrator], 'ok'],
  ['a Privileged Role Administrator alone', [privilegedRoleAdministrator], 'attention'],
  ['a Cloud Application Administrator alone', [cloudApplicationAdministrator], 'blocked'],
  ['an ordinary member', [ordinaryMember], 'blocked'],
  ['somebody whose token does not say', null, 'unknown'],
])('the check of roles for %s', (_who, wids, state) => {
  expect(checkRoles(rolesOf(wids)).state).toBe(state);
});
