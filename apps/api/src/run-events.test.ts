import type { RunView } from '@vplus/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, type Message, startInstallation } from './testing/installation.ts';

let installation: Installation;
let adele: string;
let run: RunView;

/** A tenant whose first synchronization takes as long as the test wants: its run is alive all the while. */
beforeAll(async () => {
  installation = await startInstallation({ heartbeatMs: 50 });
  installation.emulator.cloud.world.weather.vplus.synchronizationMs = 600_000;
  adele = await installation.tokenOf('Contoso', 'adele');
  await installation.approve('Contoso', 'adele');
  run = await installation.connect(adele, installation.tenant('Contoso').id);
  await installation.watch(adele, run.id, { until: isConnected });
});
afterAll(() => installation.close());

test('a second browser gets the whole view first', async () => {
  const [first] = await installation.watch(adele, run.id, { until: () => true });

  expect(first).toMatchObject({ event: 'view', data: { id: run.id, connected: true, state: expect.any(String) } });
});

test('a browser that claims to have seen the future gets the whole view', async () => {
  const [first] = await installation.watch(adele, run.id, { lastEventId: 1_000_000, until: () => true });

  expect(first?.event).toBe('view');
});

test('a quiet stream shows that it is alive', async () => {
  const seen = await installation.raw(adele, run.id, (text) => text.split(': still here').length > 3);

  expect(seen).toContain(': still here\n\n');
});

test('a proxy has no reason to hold the stream: it may neither compress nor buffer it', async () => {
  const answer = await fetch(`${installation.address()}/api/runs/${run.id}/events`, {
    method: 'HEAD',
    headers: { authorization: `Bearer ${adele}`, 'accept-encoding': 'br, gzip' },
  });

  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': expect.stringMatching(/^text\/event-stream/),
    'content-encoding': 'identity',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
});

test('ends when the token of whoever watches has expired', async () => {
  const stream = await openStream();
  installation.later(3 * 60 * 60_000);

  const messages = await stream.end;

  installation.later(-3 * 60 * 60_000);
  expect(messages[0]?.event).toBe('view');
  expect((await installation.call<RunView>(adele, 'GET', `/runs/${run.id}`)).body.finishedAt).toBeNull();
});

test('a restart ends the stream; the run of a connected tenant goes on without the administrator', async () => {
  const { log } = installation.emulator.cloud;
  const stream = await openStream();
  const from = log.length;

  await installation.restart();
  await stream.end;
  await installation.watch(adele, run.id, { until: ({ event }) => event === 'step' });
  const { body } = await installation.call<RunView>(adele, 'GET', `/runs/${run.id}`);

  expect(body).toMatchObject({ connected: true, finishedAt: null });
  expect(body.steps.flatMap(({ ask }) => ask ?? [])).toEqual([]);
  expect(log.slice(from).filter(({ service, clientId }) => service === 'graph' && clientId === assistantId())).toEqual(
    [],
  );
});

test('a cancel reaches the worker and ends the stream with its last event', async () => {
  const stream = await openStream();

  const answer = await installation.call(adele, 'POST', `/runs/${run.id}/cancel`);
  const messages = await stream.end;
  const again = await installation.call(adele, 'POST', `/runs/${run.id}/cancel`);

  expect(answer.status).toBe(200);
  expect(messages.at(-1)).toMatchObject({ event: 'step', data: { runState: 'cancelled' } });
  expect(again).toMatchObject({ status: 409, body: { code: 'run-finished' } });
});

const isConnected = ({ data }: Message) => data.connected;
const assistantId = () => installation.emulator.description.clients.find(({ kind }) => kind === 'spa')?.clientId;

/** A stream whose first message has arrived; `end` has all of them once the server ended it. */
async function openStream(): Promise<{ end: Promise<Message[]> }> {
  const first = Promise.withResolvers<void>();
  const opened = () => {
    first.resolve();
    return false;
  };
  const end = installation.watch(adele, run.id, { until: opened });
  await Promise.race([first.promise, end]);
  return { end };
}
