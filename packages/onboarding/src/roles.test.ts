import { expect, test } from 'vitest';
import { rolesOf } from './roles.ts';

const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const ordinaryMember = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

test('a token without role claims says nothing, which is not the same as no role', () => {
  expect(rolesOf(null)).toBeNull();
  expect(rolesOf([ordinaryMember])).toEqual([]);
  expect(rolesOf([ordinaryMember, globalAdministrator])).toEqual(['global-administrator']);
});
