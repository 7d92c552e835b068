import { randomUUID } from 'node:crypto';
import { message } from '@vplus/messages';
import pg from 'pg';
import { DatabaseRefused } from './errors.ts';

const patienceMs = 10_000;

/**
 * Demands that a connection of ours is a session of PostgreSQL's for as long as we keep it: locks show that a worker
 * lives, and notifications travel by LISTEN. Behind a pooler in transaction mode a connection gets another session for every
 * transaction, without a word. So one connection listens and stays idle while another speaks.
 *
 * @throws DatabaseRefused
 */
export async function demandSession(config: pg.ClientConfig): Promise<void> {
  const channel = `vplus_${randomUUID().replaceAll('-', '')}`;
  const [listener, speaker] = [new pg.Client(config), new pg.Client(config)];
  for (const client of [listener, speaker]) client.on('error', () => undefined);
  const heard = new Promise<void>((done) => listener.on('notification', () => done()));
  const late = AbortSignal.timeout(patienceMs);
  const silence = new Promise<'silence'>((done) => late.addEventListener('abort', () => done('silence')));
  try {
    await Promise.all([listener.connect(), speaker.connect()]);
    const before = await sessionOf(listener);
    await listener.query(`listen ${channel}`);
    // In a transaction, so that a pooler has to give it a session of its own: perhaps the listener's.
    await speaker.query('begin');
    const theirs = await sessionOf(speaker);
    const after = await sessionOf(listener);
    await speaker.query(`notify ${channel}`);
    await speaker.query('commit');
    if (before !== after || before === theirs || (await Promise.race([heard, silence])) === 'silence')
      throw new DatabaseRefused(message('database.pooler'));
  } finally {
    await Promise.all([listener, speaker].map((client) => client.end().catch(() => undefined)));
  }
}

async function sessionOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}
