import { RunView } from '@vplus/contracts';
import { afterEach, expect, test } from 'vitest';
import { type Freshness, followShared, type LiveViewOptions } from './live-view.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

test('seven tabs that watch one run hold one stream, and each sees what it brings', async () => {
  const tabs = Array.from({ length: 7 }, () => open('one'));
  await expect.poll(() => openStreams()).toHaveLength(1);

  openStreams()[0]?.says(view(7));

  await expect.poll(() => tabs.map(({ shown }) => shown().version)).toEqual(Array(7).fill(7));
  expect(openStreams()).toHaveLength(1);
});

test('when the tab that holds the stream is closed, another takes it', async () => {
  const [first, second] = [open('one'), open('one')];
  await expect.poll(() => first.streams).toHaveLength(1);

  first.close();

  await expect.poll(() => second.streams).toHaveLength(1);
  second.streams[0]?.says(view(9));
  await expect.poll(() => second.shown().version).toBe(9);
});

test('a tab that watches another run asks instead, and hears nothing of its neighbour', async () => {
  const [first, other] = [open('one'), open('two')];
  await expect.poll(() => first.streams).toHaveLength(1);
  first.streams[0]?.says(view(9));

  await expect.poll(() => other.asked()).toBeGreaterThan(1);

  expect(other.shown().version).toBe(1);
  expect(other.streams).toHaveLength(0);
  expect(other.freshness()).toEqual({ is: 'live' });
});

test('a tab in sight gets the stream from one that is not', async () => {
  let hidden = false;
  const first = open('one', { isHidden: () => hidden });
  await expect.poll(() => first.streams).toHaveLength(1);
  hidden = true;

  const other = open('two');

  await expect.poll(() => other.streams).toHaveLength(1);
  expect(openStreams()).toHaveLength(1);
});

test('a tab that comes later is told at once how it stands', async () => {
  const first = open('one');
  await expect.poll(() => first.streams).toHaveLength(1);
  first.streams[0]?.says(view(5));

  const late = open('one', { patience: { ...quick, firstDataMs: 60_000 } });

  await expect.poll(() => late.shown().version).toBe(5);
  expect(late.asked()).toBe(0);
});

test('a stream that says nothing is noticed: the tab asks, and says so', async () => {
  const tab = open('one');

  await expect.poll(() => tab.freshness()).toEqual({ is: 'silent' });

  expect(tab.asked()).toBeGreaterThan(0);
  tab.streams[0]?.says(view(3));
  await expect.poll(() => tab.freshness()).toEqual({ is: 'live' });
});

test('when nobody answers either, the page says since when it does not know', async () => {
  const before = Date.now();
  const tab = open('one', { poll: () => Promise.reject(new Error('no network')) });

  await expect.poll(() => tab.freshness()).toEqual({ is: 'stale', since: expect.any(Number) });

  expect(tab.freshness()).toMatchObject({ since: expect.closeTo(before, -3) });
});

test('a refusal of the stream is handed on, and the next tab may try', async () => {
  const [first, second] = [open('one'), open('one')];
  await expect.poll(() => first.streams).toHaveLength(1);

  first.streams[0]?.refuse(new Error('refused'));

  await expect(first.ended).rejects.toThrow('refused');
  await expect.poll(() => second.streams).toHaveLength(1);
});

interface Stream {
  says(view: RunView): void;
  refuse(error: Error): void;
  open: boolean;
}

const quick = { firstDataMs: 40, silenceMs: 150, pollEveryMs: 10 };
const streams: Stream[] = [];
const openStreams = () => streams.filter((stream) => stream.open);

/** A tab that shows a run, with a stream that the test controls. */
function open(key: string, options: Partial<LiveViewOptions> = {}) {
  const stop = new AbortController();
  closers.push(() => stop.abort());
  let shown = view(1);
  let freshness: Freshness = { is: 'live' };
  let asked = 0;
  const own: Stream[] = [];
  const ended = followShared({
    key,
    signal: stop.signal,
    locks: navigator.locks as LockManager,
    isHidden: () => false,
    patience: quick,
    current: () => shown,
    receive: (next) => {
      if (next.version > shown.version) shown = next;
    },
    onFreshness: (next) => {
      freshness = next;
    },
    poll: async () => {
      asked += 1;
    },
    stream: (signal, onData) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const stream: Stream = {
        open: true,
        refuse: reject,
        says: (next) => {
          shown = next;
          onData();
        },
      };
      own.push(stream);
      streams.push(stream);
      signal.addEventListener('abort', () => resolve());
      return promise.finally(() => {
        stream.open = false;
      });
    },
    ...options,
  });
  ended.catch(() => undefined);
  return {
    streams: own,
    ended,
    shown: () => shown,
    freshness: () => freshness,
    asked: () => asked,
    close: () => stop.abort(),
  };
}

function view(version: number): RunView {
  return RunView.parse({
    id: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d11',
    tenantId: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d12',
    tenantName: 'Contoso',
    connectionId: '7b1f3c52-6a54-4b0e-9d7c-1f0c8e3a7d13',
    vplusServer: { id: 'main', name: 'Main' },
    verb: 'connect',
    state: 'working',
    version,
    startedAt: '2026-01-01T00:00:00Z',
    finishedAt: null,
    startedBy: 'Adele',
    connected: false,
    unchanged: false,
    steps: [],
  });
}
