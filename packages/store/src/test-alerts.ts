import { randomUUID } from 'node:crypto';
import type { AlertFilter } from '@vplus/contracts';
import type { AttemptEnd, Delivery, NewChannel } from './alert-store.ts';
import { type Raised, raiseAlert } from './alerts.ts';
import type { Database } from './database.ts';
import { openFolder } from './embedded.ts';
import type { StoreOptions } from './open-store.ts';
import { openPostgres } from './postgres.ts';
import { person } from './test-runs.ts';

export const wantsAll: AlertFilter = { kinds: null, severities: ['critical', 'warning', 'info'], tenants: null };

export const webhook = (change: Partial<NewChannel> = {}): NewChannel => ({
  name: 'Pager',
  settings: { kind: 'webhook', address: 'https://pager.example/hook' },
  filter: wantsAll,
  secrets: { signing: [{ value: 'whsec_one', until: null }] },
  by: person('Ada'),
  ...change,
});

export const raised = (change: Partial<Raised> = {}): Raised => ({
  tenantId: randomUUID(),
  findingId: randomUUID(),
  event: 'opened',
  kind: 'permission-missing',
  severity: 'critical',
  what: 'A permission is missing',
  at: '2026-11-24T12:00:00.000Z',
  ...change,
});

/** The database beside an open store: what another part of the store does in a transaction of its own. */
export async function besides(database: StoreOptions['database']): Promise<Database> {
  if (database.kind === 'postgres') return openPostgres(database.url, () => undefined);
  if (database.kind === 'pglite') return openFolder(database.folder);
  throw new Error('Nobody else can open it');
}

/** Raises alerts while no store has the database open: the embedded one belongs to one process. */
export async function raiseBefore(database: StoreOptions['database'], all: Raised[]): Promise<void> {
  const { sql, close } = await besides(database);
  await sql.transaction(async (tx) => {
    for (const one of all) await raiseAlert(tx, one);
  });
  await close();
}

/** A receiver that answers as it is told, and remembers what came. */
export function receiver(answer: (delivery: Delivery) => AttemptEnd | Promise<AttemptEnd>) {
  const got: { id: string; end: AttemptEnd }[] = [];
  return {
    got,
    send: async (delivery: Delivery): Promise<AttemptEnd> => {
      const end = await answer(delivery);
      got.push({ id: delivery.id, end });
      return end;
    },
  };
}
