import { Workload } from '@vplus/contracts';
import { vendorTable } from '@vplus/emulator';
import { render } from '@vplus/messages';
import { expect, test } from 'vitest';
import { exchangeApi, graphApi, type Permission, sharePointApi } from './permission.ts';
import { permissions } from './permissions.ts';

test("asks for exactly what the vendor's page lists: 40 of Graph, 1 of Exchange, 5 of SharePoint", () => {
  expect([graphApi, exchangeApi, sharePointApi].map(({ appId }) => ofApi(appId).length)).toEqual([40, 1, 5]);
});

test('tells every permission apart, although SharePoint and Graph share a role id', () => {
  expect(new Set(permissions.map(({ key }) => key)).size).toBe(46);
  expect(new Set(permissions.map(({ appRoleId }) => appRoleId)).size).toBe(45);
});

test('never asks for anything on the retired Azure AD Graph, and says where the page is wrong', () => {
  expect(ofApi('00000002-0000-0000-c000-000000000000')).toEqual([]);
  expect(permissions.filter(({ note }) => note).map(({ value, api }) => [value, api])).toEqual([
    ['Calendars.ReadWrite', 'Microsoft Graph'],
  ]);
});

test('gives every permission one sentence of its own', () => {
  for (const { value, reason } of permissions) expect(render(reason), value).toMatch(/^[A-Z][^.]+\.$/);
  expect(new Set(permissions.map(({ reason }) => render(reason))).size).toBe(46);
});

test('names the stronger permission of the same list for exactly the 14 that have one', () => {
  const ladder = ['ReadBasic', 'Read', 'ReadWrite', 'Manage', 'FullControl'];
  const rung = ({ value }: Permission) => ladder.indexOf(value.split('.')[1] ?? '');
  const word = ({ value }: Permission) => value.replace(/\.[^.]+/, '');
  const strongest = (weak: Permission) =>
    ofApi(weak.resourceAppId)
      .filter((other) => word(other) === word(weak) && rung(weak) >= 0 && rung(other) > rung(weak))
      .sort((a, b) => rung(b) - rung(a))[0]?.value;

  expect(permissions.map((permission) => permission.coveredBy)).toEqual(permissions.map(strongest));
  expect(permissions.filter(({ coveredBy }) => coveredBy)).toHaveLength(14);
});

test("is the vendor's list, row by row, as the practice cloud knows it by itself", () => {
  const theirs = vendorTable.map(({ permission, api, resourceAppId, appRoleId }) => ({
    value: permission,
    api,
    resourceAppId,
    appRoleId,
  }));
  const ours = permissions.map(({ value, api, resourceAppId, appRoleId }) => ({
    value,
    api,
    resourceAppId,
    appRoleId,
  }));

  expect(ours).toHaveLength(theirs.length);
  expect(ours).toEqual(expect.arrayContaining(theirs));
});

test.each(permissions.map((one) => [`${one.api}: ${one.value}`, one] as const))(
  '%s has a workload, a reason and a strength that fits its name',
  (_name, { value, workload, reason, strength }) => {
    expect(Workload.options).toContain(workload);
    expect(render(reason).length).toBeGreaterThan(20);
    const last = value.split('.').slice(1).join('.');
    const expected = /FullControl|full_access/.test(value)
      ? 'full'
      : /Read(Basic)?(\.|$)/.test(last)
        ? 'read'
        : 'write';
    expect(strength).toBe(expected);
  },
);

const ofApi = (appId: string) => permissions.filter(({ resourceAppId }) => resourceAppId === appId);
