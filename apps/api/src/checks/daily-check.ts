import {
  calendar,
  calendarOf,
  reportWithoutSignIn,
  runCheck,
  standingLook,
  stepsFor,
  stepsWithoutSignIn,
} from '@vplus/tenant-access';
import { memoryOf } from '../kept-memory.ts';
import type { Parts } from '../parts.ts';
import { connectionFrom, readersFor } from '../services.ts';
import { serversFor } from '../vplus-servers.ts';

/**
 * Looks at one connection without anybody signed in: at vPlus, at what is known, and, where an administrator chose that
 * the assistant itself may look, at Microsoft. It changes nothing outside. What it may not see counts as not looked at.
 */
export async function checkDaily(parts: Parts, connectionId: string, signal: AbortSignal): Promise<void> {
  const { settings, store, outside } = parts;
  const due = await store.toCheck(connectionId);
  if (!due?.connection.facts || due.isLive) return store.giveBackCheck(connectionId);
  const begunAt = new Date(outside.clock.now()).toISOString();
  const { connection: row, tenant } = due;
  const server = serversFor(settings.vplusServers, row.tenantId).find(({ id }) => id === row.vplusServerId);
  if (!server || !row.facts) return store.giveBackCheck(connectionId);

  const connection = connectionFrom(parts, row, tenant);
  const memory = memoryOf(store, row.id);
  const remembered = await memory.recall();
  const lookNow = () =>
    standingLook({
      connection,
      memory: remembered,
      ownToken: () => outside.ownToken(connection.tenantId, signal),
      now: outside.clock.now(),
    });
  const look = await lookNow();
  const token = look.is === 'sees' ? look.token : null;
  const { outcome: _, ...seen } = await runCheck({
    steps: stepsWithoutSignIn({ steps: stepsFor(connection.choices), facts: row.facts, look, lookAgain: lookNow }),
    services: readersFor({ outside, memory }, { connection, server, token, signal }),
    connection,
    // Microsoft’s replicas may not have heard of a run that has just ended.
    ...(token ? { intents: await store.intentsOf(row.id) } : {}),
    clock: outside.clock,
    signal,
    random: Math.random,
  });
  const now = outside.clock.now();
  const report = reportWithoutSignIn(seen, look);
  await store.keepCheck(row.id, {
    report: {
      ...report,
      concerns: [...report.concerns, ...calendarOf(row.facts, now)],
      covered: [...report.covered, calendar],
    },
    at: new Date(now).toISOString(),
    by: due.askedBy,
    runId: null,
    begunAt,
  });
}
