import { createHash } from 'node:crypto';
import type { RecordView, UnwordedRecord } from '@vplus/contracts';
import { message, rendered } from '@vplus/messages';
import { openStore, type Store } from '@vplus/store';
import { canonicalHash } from '@vplus/tenant-access';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordView } from './kept-record.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore({ database: { kind: 'memory' }, vaultKey: { id: 'test', key: Buffer.alloc(32, 7) } });
});
afterEach(() => store.close());

test('a record is hashed over what it says, and not over the words of a language', async () => {
  const runId = await endedRun();

  const { facts, hash, hashed = '', recorded } = await recordView({ store, version: '1.2.3' }, runId);

  expect(facts.steps[0]?.title).toBe('Register the application');
  expect(hashed).toContain('"title":{"key":"register-application.title"}');
  expect(hash).toBe(createHash('sha256').update(hashed).digest('hex'));
  expect(recorded).toEqual({ hash, at: expect.any(String) });
});

test('the record of an earlier build keeps its version, its sentences and its hash', async () => {
  const runId = await endedRun();
  const parts = { store, version: '1.2.3' };
  const { recorded } = await recordView(parts, runId);
  const { version: _, ...sentences } = rendered((await store.record(runId))?.facts as UnwordedRecord);
  const hash = canonicalHash(sentences);
  const kept = async () => ({ finishedAt: String(recorded?.at), hash, facts: sentences });

  const view: RecordView = await recordView({ ...parts, store: { ...store, record: kept } }, runId);

  expect(view).toMatchObject({ version: 1, facts: sentences, hash, recorded: { hash } });
  expect(view).not.toHaveProperty('hashed');
  // `jq -jcS .facts`, as the page shows it for such a record.
  expect(canonicalHash(view.facts)).toBe(hash);
});

async function endedRun(): Promise<string> {
  const connection = await store.ensureConnection({
    tenantId: '11111111-1111-4111-8111-111111111111',
    tenantName: 'Contoso',
    primaryDomain: 'contoso.example',
    vplusServerId: 'main',
    vplusServerName: 'Main',
  });
  const adele = {
    tenantId: connection.tenantId,
    objectId: 'somebody',
    name: 'Adele',
    as: 'administrator' as const,
    from: null,
  };
  const run = await store.startRun({
    connectionId: connection.id,
    verb: 'connect',
    startedBy: adele,
    steps: [{ id: 'register-application', title: message('register-application.title') }],
    secrets: {},
    plan: null,
  });
  await store.requestCancel(run.id, adele);
  return run.id;
}
