import { expect, test } from 'vitest';
import { exchangeOnline, microsoftApis, microsoftGraph, sharePointOnline } from './apis.ts';
import { vendorTable } from './vendor-table.ts';

test('every row of the vendor’s table is a role that its API offers', () => {
  const offered = new Map(
    microsoftApis().flatMap((api) => api.appRoles.map((role) => [`${api.appId} ${role.id}`, role.value] as const)),
  );

  expect(vendorTable.map((row) => offered.get(`${row.resourceAppId} ${row.appRoleId}`))).toEqual(
    vendorTable.map((row) => row.permission),
  );
});

test('the table has 40 rows of Graph, one of Exchange and five of SharePoint', () => {
  const counts = Map.groupBy(vendorTable, (row) => row.resourceAppId);

  expect([microsoftGraph, exchangeOnline, sharePointOnline].map((api) => counts.get(api)?.length)).toEqual([40, 1, 5]);
});

test('no API has two roles of one id', () => {
  for (const api of microsoftApis()) {
    expect(new Set(api.appRoles.map((role) => role.id)).size, api.displayName).toBe(api.appRoles.length);
  }
});
