import { existsSync, mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RecordView, UnwordedRecord } from '@vplus/contracts';
import { rendered } from '@vplus/messages';
import { openStore, type Store } from '@vplus/store';
import { canonicalHash } from '@vplus/tenant-access';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordView } from './kept-record.ts';

const languages = fileURLToPath(new URL('../../../packages/messages/locales/', import.meta.url));
const polish = { 'register-application.title': 'Zarejestruj aplikację' };

let store: Store;
let madeFolder: boolean;
beforeEach(async () => {
  store = await openStore({ database: { kind: 'memory' }, vaultKey: { id: 'test', key: Buffer.alloc(32, 7) } });
  madeFolder = !existsSync(languages);
  mkdirSync(languages, { recursive: true });
  writeFileSync(`${languages}pl-x-record.json`, JSON.stringify(polish));
});
afterEach(async () => {
  await store.close();
  rmSync(`${languages}pl-x-record.json`);
  if (madeFolder) rmdirSync(languages);
});

test('the same run in another language has the same hash', async () => {
  const runId = await endedRun();
  const parts = { store, version: '1.2.3' };

  const english = await recordView(parts, runId);
  const other = await recordView(parts, runId, 'pl-x-record');

  expect([english, other].map(({ facts }) => facts.steps[0]?.title)).toEqual([
    'Register the application',
    'Zarejestruj aplikację',
  ]);
  expect(other.hash).toBe(english.hash);
  expect(other.recorded).toEqual({ hash: english.hash, at: expect.any(String) });
  expect(other.hashed).toBe(english.hashed);
  expect(english.hashed).toContain('"title":{"key":"register-application.title"}');
});

test('the record of an earlier build keeps its version, its sentences and its hash', async () => {
  const runId = await endedRun();
  const parts = { store, version: '1.2.3' };
  const { recorded } = await recordView(parts, runId);
  const { version: _, ...sentences } = rendered((await store.record(runId))?.facts as UnwordedRecord);
  const hash = canonicalHash(sentences);
  const kept = async () => ({ finishedAt: String(recorded?.at), hash, facts: sentences });

  const view: RecordView = await recordView({ ...parts, store: { ...store, record: kept } }, runId, 'pl-x-record');

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
  const run = await store.startRun({
    connectionId: connection.id,
    verb: 'connect',
    startedBy: { tenantId: connection.tenantId, objectId: 'somebody', name: 'Adele' },
    steps: [{ id: 'register-application', title: 'Register the application' }],
    secrets: {},
    plan: null,
  });
  await store.requestCancel(run.id, 'Adele');
  return run.id;
}
