import type { RunEvent, RunView } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './testing/installation.ts';

let installation: Installation;
const minutes = 60_000;

beforeAll(async () => {
  installation = await startInstallation({ environment: { CONCURRENCY: '1' } });
  for (const [tenant, login] of [
    ['Contoso', 'adele'],
    ['Fabrikam', 'fatima'],
    ['Adventure Works', 'anna'],
  ] as const)
    await installation.approve(tenant, login);
});
afterAll(() => installation.close());

test("with one worker slot, neither one tenant's lag nor another's first synchronization holds up a third", async () => {
  const { weather } = installation.emulator.cloud.world;
  const slow = await connect('Fabrikam', 'fatima', () => {
    installation.tenant('Fabrikam').weather.replication.applications = 20 * minutes;
  });
  await installation.watch(slow.token, slow.run.id, {
    until: ({ data }) => JSON.stringify(data).includes('"waiting"'),
  });
  weather.vplus.synchronizationMs = 60 * minutes;
  const large = await connect('Adventure Works', 'anna');
  await installation.watch(large.token, large.run.id, { until: ({ data }) => data.connected });

  const third = await connect('Contoso', 'adele');

  await installation.watch(third.token, third.run.id, { until: ({ data }) => data.connected });
  expect(await viewOf(slow)).toMatchObject({ connected: false, finishedAt: null });
  expect(await viewOf(large)).toMatchObject({ connected: true, finishedAt: null });
  const told = await installation.watch(slow.token, slow.run.id, { until: ({ data }) => waitIn(data) !== undefined });
  expect(told.map(({ data }) => waitIn(data)).findLast(Boolean)).toMatchObject({
    nextTry: expect.any(String),
    usualSeconds: expect.any(Number),
    budgetEnds: expect.any(String),
  });

  const askedAt = performance.now();
  for (const { token, run } of [slow, large, third]) await installation.call(token, 'POST', `/runs/${run.id}/cancel`);
  for (const { token, run } of [slow, large, third])
    expect((await installation.ended(token, run.id)).state).toBe('cancelled');
  expect(performance.now() - askedAt).toBeLessThan(10_000);
});

async function connect(tenant: string, login: string, between?: () => void) {
  const token = await installation.tokenOf(tenant, login);
  return { token, run: await installation.connect(token, installation.tenant(tenant).id, between) };
}

const waitIn = (data: RunView | RunEvent) =>
  ('steps' in data ? data.steps : [data.step]).flatMap((step) => step?.wait ?? [])[0];

const viewOf = async ({ token, run }: { token: string; run: RunView }) =>
  (await installation.call<RunView>(token, 'GET', `/runs/${run.id}`)).body;
