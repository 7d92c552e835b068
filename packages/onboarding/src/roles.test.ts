import { expect, test } from 'vitest';
import { roleNeeds, rolesOf } from './roles.ts';
import { stepIds } from './step-ids.ts';
import { confirmPlanId } from './steps/confirm-plan/step.ts';
import { connectSteps } from './steps/steps.ts';

const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const ordinaryMember = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

test('a token without role claims says nothing, which is not the same as no role', () => {
  expect(rolesOf(null)).toBeNull();
  expect(rolesOf([ordinaryMember])).toEqual([]);
  expect(rolesOf([ordinaryMember, globalAdministrator])).toEqual(['global-administrator']);
});

test('the list of step ids is that of the steps, so that a table over it leaves none out', () => {
  expect([...stepIds].toSorted()).toEqual([confirmPlanId, ...connectSteps.map(({ id }) => id)].toSorted());
});

test('adding a certificate asks for the same roles as adding a secret', () => {
  expect(roleNeeds['add-certificate']).toEqual(roleNeeds['add-secret']);
  expect(roleNeeds['add-certificate'].anyOf).toContain('application-administrator');
});
