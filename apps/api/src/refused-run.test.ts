import { rendered } from '@vplus/messages';
import { openStore } from '@vplus/store';
import { expect, onTestFinished, test } from 'vitest';
import type { Parts } from './parts.ts';
import { tenantId } from './testing/identity-server.ts';
import { work } from './worker.ts';

test('a run whose vPlus server the tenant may not see any more ends, and says so in words', async () => {
  const store = await openStore({ database: { kind: 'memory' }, vaultKey: { id: 'test', key: Buffer.alloc(32, 7) } });
  onTestFinished(() => store.close());
  const parts = { settings: { vplusServers: [] }, store } as unknown as Parts;
  const connection = await store.ensureConnection({
    tenantId,
    tenantName: 'Contoso',
    primaryDomain: 'contoso.example',
    vplusServerId: 'gone',
    vplusServerName: 'Gone',
  });
  const { id } = await store.startRun({
    connectionId: connection.id,
    verb: 'verify',
    startedBy: { tenantId, objectId: 'ada', name: 'Ada', as: 'administrator', from: null },
    steps: [],
    secrets: {},
    plan: null,
    undoChoice: {},
  });

  await store.work((job) => work(parts, job), { concurrency: 1 });

  await expect.poll(async () => (await store.run(id))?.state).toBe('failed');
  const texts = rendered(await store.events(id, 0)).map(({ text }) => text);
  expect(texts.at(-1)).toBe('This vPlus server is not configured for your organization');
});
