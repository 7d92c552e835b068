import type { UnwordedRecord } from '@vplus/contracts';
import { openStore, type Store } from '@vplus/store';
import { canonicalHash } from '@vplus/tenant-access';
import { afterEach, expect, test } from 'vitest';
import { recordView } from './kept-record.ts';

let store: Store;
afterEach(() => store.close());

test('facts that were altered after the run had ended do not fit the hash of the history any more', async () => {
  store = await openStore({ database: { kind: 'memory' }, vaultKey: { id: 'test', key: Buffer.alloc(32, 7) } });
  const connection = await store.ensureConnection({
    tenantId: '11111111-1111-4111-8111-111111111111',
    tenantName: 'Contoso',
    primaryDomain: 'contoso.example',
    vplusServerId: 'main',
    vplusServerName: 'Main',
  });
  const startedBy = {
    tenantId: connection.tenantId,
    objectId: 'somebody',
    name: 'Adele',
    as: 'administrator' as const,
    from: null,
  };
  const run = await store.startRun({
    connectionId: connection.id,
    verb: 'verify',
    startedBy,
    steps: [],
    secrets: {},
    plan: null,
  });
  const { finishedAt } = await store.requestCancel(run.id, startedBy);
  const parts = { store, version: '1.2.3' };
  const live = await recordView({ ...parts, store: { ...store, keepRecord: async () => false, record: kept } }, run.id);

  expect(live.hash).not.toBe(live.recorded?.hash);
  expect((await recordView(parts, run.id)).recorded).toEqual({
    hash: (await recordView(parts, run.id)).hash,
    at: finishedAt,
  });

  /** As somebody with access to the database would leave it: other facts beside the hash of the true ones. */
  async function kept() {
    const { hashed = '' } = await recordView(parts, run.id);
    const facts: UnwordedRecord = JSON.parse(hashed);
    const altered: UnwordedRecord = { ...facts, startedBy: { ...startedBy, name: 'Nobody' } };
    return { finishedAt: String(finishedAt), hash: canonicalHash(facts), facts: altered };
  }
});
