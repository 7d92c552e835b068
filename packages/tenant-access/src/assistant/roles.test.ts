import { expect, test } from 'vitest';
import { addCertificate } from '../steps/add-certificate/step.ts';
import { addSecret } from '../steps/add-secret/step.ts';
import { connectSteps } from '../steps/steps.ts';
import { rolesOf } from './roles.ts';
import { checkScopes, neededScopes } from './scopes.ts';

const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const ordinaryMember = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

test('a token without role claims says nothing, which is not the same as no role', () => {
  expect(rolesOf(null)).toBeNull();
  expect(rolesOf([ordinaryMember])).toEqual([]);
  expect(rolesOf([ordinaryMember, globalAdministrator])).toEqual(['global-administrator']);
});

test('the scopes that everybody approves are those of the steps, but for those that a choice asks for alone', () => {
  const scopes = new Set(connectSteps.flatMap(({ needs }) => needs.scopes));
  const alone = ['Policy.ReadWrite.ApplicationConfiguration', 'SharePointTenantSettings.ReadWrite.All'];

  expect([...scopes].toSorted()).toEqual([...neededScopes, ...alone].toSorted());
  expect(checkScopes.filter((scope) => scopes.has(scope))).toEqual([]);
});

test('adding a certificate asks for the same roles as adding a secret', () => {
  expect(addCertificate.needs.role).toEqual(addSecret.needs.role);
  expect(addCertificate.needs.role.anyOf).toContain('application-administrator');
});
