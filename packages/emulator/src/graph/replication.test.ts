import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { microsoftGraph } from '../seed/apis.ts';
import { type Ask, createIfMissing, openPractice, type Practice } from './testing.ts';

const calendars = 'ef54d2bf-783f-4e0f-bca1-3210c0444d99';

let practice: Practice;
let fatima: Ask;
beforeAll(async () => {
  practice = await openPractice();
});
beforeEach(() => {
  practice.emulator.reset();
  fatima = practice.as('fatima', 'fabrikam');
});
afterAll(() => practice.close());

const upsert = () => fatima('PATCH', "applications(uniqueName='slow')", { displayName: 'Slow' }, createIfMissing);

test('a new application is absent for readers and writers by id until it has spread', async () => {
  const { body: app } = await upsert();
  const early = [
    await fatima('GET', `applications/${app.id}`),
    await fatima('GET', "applications(uniqueName='slow')"),
    await fatima('POST', `applications/${app.id}/addPassword`, {}),
  ];
  const again = await upsert();
  const principal = await fatima('PATCH', `servicePrincipals(appId='${app.appId}')`, {}, createIfMissing);
  practice.pass(6000);

  for (const answer of early)
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } });
  expect(again.body.error.message).toBe('Another object with the same value for property uniqueName already exists.');
  expect(principal.body.error.code).toBe('NoBackingApplicationObject');
  expect((await fatima('GET', `applications/${app.id}`)).status).toBe(200);
  expect((await upsert()).status).toBe(204);
});

test('a change shows late, and what was deleted goes late', async () => {
  const { body: app } = await upsert();
  practice.pass(6000);
  const path = `applications/${app.id}`;
  await fatima('PATCH', path, { notes: 'new' });
  const stale = await fatima('GET', path);
  practice.pass(6000);
  const fresh = await fatima('GET', path);
  await fatima('DELETE', path);
  const ghost = await fatima('GET', path);
  practice.pass(6000);

  expect([stale.body.notes, fresh.body.notes]).toEqual([null, 'new']);
  expect([ghost.status, (await fatima('GET', path)).status]).toEqual([200, 404]);
});

test('a grant to a principal that has not spread is no valid reference, and a new grant is listed late', async () => {
  const { body: app } = await upsert();
  practice.pass(6000);
  const { body: principal } = await fatima('PATCH', `servicePrincipals(appId='${app.appId}')`, {}, createIfMissing);
  const { body: graph } = await fatima('GET', `servicePrincipals(appId='${microsoftGraph}')?$select=id`);
  const grant = () =>
    fatima('POST', `servicePrincipals/${graph.id}/appRoleAssignedTo`, {
      principalId: principal.id,
      resourceId: graph.id,
      appRoleId: calendars,
    });
  const list = async () => (await fatima('GET', `servicePrincipals/${principal.id}/appRoleAssignments`)).body.value;
  const early = await grant();
  practice.pass(8000);
  const made = await grant();
  const twice = await grant();
  const before = await list();
  practice.pass(7000);

  expect(early.body.error.message).toBe('Not a valid reference update.');
  expect(made.status).toBe(201);
  expect(twice.body.error.message).toBe('Permission being assigned already exists on the object');
  expect(before).toEqual([]);
  expect(await list()).toHaveLength(1);
});

test('a fault makes one read stale and the next one true', async () => {
  const adele = practice.as('adele');
  const { body: app } = await adele(
    'PATCH',
    "applications(uniqueName='fair')",
    { displayName: 'Fair' },
    createIfMissing,
  );
  practice.pass(60_000);
  practice.cloud.world.weather.faults.push({
    id: 'f',
    match: { path: app.id },
    nth: 1,
    times: 1,
    effect: { kind: 'stale' },
    _seen: 0,
    _hit: 0,
  });

  expect((await adele('GET', `applications/${app.id}`)).status).toBe(404);
  expect((await adele('GET', `applications/${app.id}`)).status).toBe(200);
});
