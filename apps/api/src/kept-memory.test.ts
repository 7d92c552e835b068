import type { ConnectionRow, Journal, Store } from '@vplus/store';
import type { Memory } from '@vplus/tenant-access';
import { expect, test } from 'vitest';
import { keptMemory } from './kept-memory.ts';

const answered = { 'add-secret': { answer: 'check-again' as const, by: 'Grace', at: '2026-01-01T00:00:00.000Z' } };

/** A connection in a store, and a clock that stands until it is told otherwise. */
function aConnection() {
  const row: ConnectionRow = {
    id: 'one',
    tenantId: 'contoso',
    vplusServerId: 'main',
    vplusServerName: 'Main',
    choices: null,
    connectedAt: null,
    disconnectedAt: null,
    memory: { secretAskedAt: 'before' },
    facts: null,
    liveFindings: 0,
  };
  const stored = { ...row.memory };
  const patches: Record<string, unknown>[] = [];
  const onTheWay: Record<string, unknown>[] = [];
  let now = 0;
  let reads = 0;
  let onRead = async () => {};
  const store: Pick<Store, 'connection'> = {
    connection: async () => {
      reads += 1;
      const memory = structuredClone(stored);
      await onRead();
      return { ...row, memory };
    },
  };
  const journal: Pick<Journal, 'remember'> = {
    remember: async (patch) => {
      patches.push(patch);
      onTheWay.push(patch);
    },
  };
  return {
    memory: keptMemory({ store, journal }, row, { now: () => now }),
    patches,
    arrive: () => Object.assign(stored, ...onTheWay.splice(0)),
    storedByOthers: (patch: Memory) => Object.assign(stored, patch),
    pass: (ms: number) => {
      now += ms;
    },
    reads: () => reads,
    duringRead: (happens: () => Promise<void>) => {
      onRead = happens;
    },
  };
}

test('only the patch is stored, and it is known without another read', async () => {
  const { memory, patches, reads } = aConnection();

  await memory.remember({ refusedKeyId: 'k' });

  expect(patches).toEqual([{ refusedKeyId: 'k' }]);
  expect(await memory.recall()).toEqual({ secretAskedAt: 'before', refusedKeyId: 'k' });
  expect(reads()).toBe(0);
});

test('an answer that somebody else stored is seen after five seconds', async () => {
  const { memory, storedByOthers, pass } = aConnection();
  storedByOthers({ answers: answered });

  pass(4999);
  expect(await memory.recall()).not.toHaveProperty('answers');
  pass(1);

  expect(await memory.recall()).toEqual({ secretAskedAt: 'before', answers: answered });
});

test('a patch that is not in the store yet is known over a read of it', async () => {
  const { memory, arrive, pass } = aConnection();
  await memory.remember({ refusedKeyId: 'k' });
  pass(5000);

  expect(await memory.recall()).toMatchObject({ secretAskedAt: 'before', refusedKeyId: 'k' });

  arrive();
  pass(5000);
  expect(await memory.recall()).toMatchObject({ secretAskedAt: 'before', refusedKeyId: 'k' });
});

test('a read that was on its way while a patch was noted does not lose the patch', async () => {
  const { memory, duringRead, pass } = aConnection();
  duringRead(() => memory.remember({ refusedKeyId: 'k' }));
  pass(5000);

  expect(await memory.recall()).toMatchObject({ refusedKeyId: 'k' });

  expect(await memory.recall()).toMatchObject({ secretAskedAt: 'before', refusedKeyId: 'k' });
});

test('what is recalled is a copy: who changes it changes nothing that is known', async () => {
  const { memory } = aConnection();

  Object.assign(await memory.recall(), { refusedKeyId: 'k' });

  expect(await memory.recall()).toEqual({ secretAskedAt: 'before' });
});
