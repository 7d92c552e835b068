import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Ask, openPractice, type Practice } from './testing.ts';

let practice: Practice;
let adele: Ask;
beforeAll(async () => {
  practice = await openPractice();
});
beforeEach(() => {
  practice.emulator.reset();
  adele = practice.as('adele');
});
afterAll(() => practice.close());

const json = { 'Content-Type': 'application/json' };
const read = (id: string, url = '/me?$select=id') => ({ id, method: 'GET', url });
const byId = (responses: { id: string; status: number; body?: unknown }[]) =>
  Object.fromEntries(responses.map((item) => [item.id, item]));

test('every item is judged alone, with its own headers', async () => {
  const { status, body } = await adele('POST', '$batch', {
    requests: [
      read('good'),
      read('bad', '/applications/none'),
      {
        id: 'upsert',
        method: 'PATCH',
        url: "/applications(uniqueName='batched')",
        headers: { ...json, Prefer: 'create-if-missing' },
        body: { displayName: 'Batched' },
      },
    ],
  });
  const answers = byId(body.responses);

  expect(status).toBe(200);
  expect(answers.good).toMatchObject({ status: 200, body: { id: expect.any(String) } });
  expect(answers.bad).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } });
  expect(answers.upsert).toMatchObject({
    status: 201,
    headers: { Location: expect.any(String) },
    body: { uniqueName: 'batched' },
  });
});

test('what depends on a failure fails with 424, and what depends on that too', async () => {
  const { body } = await adele('POST', '$batch', {
    requests: [
      read('first', '/applications/none'),
      { ...read('second'), dependsOn: ['first'] },
      { ...read('third'), dependsOn: ['second'] },
      read('other'),
    ],
  });
  const statuses = Object.fromEntries(
    body.responses.map((item: { id: string; status: number }) => [item.id, item.status]),
  );

  expect(statuses).toEqual({ first: 404, second: 424, third: 424, other: 200 });
});

test('what depends on a success comes after it', async () => {
  const { body } = await adele('POST', '$batch', {
    requests: [
      {
        id: '1',
        method: 'POST',
        url: '/applications',
        headers: json,
        body: { displayName: 'Batched', uniqueName: 'chain' },
      },
      {
        id: '2',
        method: 'PATCH',
        url: "/applications(uniqueName='chain')",
        headers: { ...json, Prefer: 'create-if-missing' },
        body: { displayName: 'x' },
        dependsOn: ['1'],
      },
    ],
  });

  expect(body.responses.map((item: { id: string }) => item.id)).toEqual(['1', '2']);
});

test.each([
  ['more than twenty items', Array.from({ length: 21 }, (_, index) => read(String(index)))],
  ['the same id twice', [read('1'), read('1')]],
  ['a dependency that is not there', [{ ...read('1'), dependsOn: ['0'] }]],
  ['a write without Content-Type', [{ id: '1', method: 'POST', url: '/applications', body: { displayName: 'x' } }]],
  ['a write without body', [{ id: '1', method: 'POST', url: '/applications', headers: json }]],
  ['no items', []],
])('%s is refused as a whole', async (_what, requests) => {
  expect(await adele('POST', '$batch', { requests })).toMatchObject({
    status: 400,
    body: { error: { code: 'BadRequest' } },
  });
});

test('each item stands in the log under its batch, marked when it wrote', async () => {
  await adele('POST', '$batch', {
    requests: [
      read('1'),
      { id: '2', method: 'POST', url: '/applications', headers: json, body: { displayName: 'Logged' } },
    ],
  });
  const [outer, ...items] = practice.cloud.log;

  expect(outer).toMatchObject({ method: 'POST', path: '/v1.0/$batch', batch: null, write: false });
  expect(items.map(({ method, batch, write }) => ({ method, batch, write }))).toEqual([
    { method: 'GET', batch: outer?.number, write: false },
    { method: 'POST', batch: outer?.number, write: true },
  ]);
});

test('a fault hits one item and leaves the others alone', async () => {
  practice.cloud.world.weather.faults.push({
    id: 'f',
    match: { service: 'graph', path: 'organization' },
    nth: 1,
    times: 1,
    effect: { kind: 'status', status: 503, body: '{"error":{"code":"serviceNotAvailable"}}' },
    _seen: 0,
    _hit: 0,
  });
  const { body } = await adele('POST', '$batch', { requests: [read('1'), read('2', '/organization')] });

  expect(byId(body.responses)).toMatchObject({
    1: { status: 200 },
    2: { status: 503, body: { error: { code: 'serviceNotAvailable' } } },
  });
});
