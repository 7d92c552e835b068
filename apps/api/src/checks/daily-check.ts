import { message } from '@vplus/messages';
import { calendar, calendarOf, looksWithoutSignIn, runCheck, stepsFor, stepsWithoutSignIn } from '@vplus/tenant-access';
import { memoryOf } from '../kept-memory.ts';
import type { Parts } from '../parts.ts';
import { connectionFrom, readersFor } from '../services.ts';
import { serversFor } from '../vplus-servers.ts';

/**
 * Looks at one connection without anybody signed in: at vPlus, and at what is known. It changes nothing outside. What only
 * Microsoft could show counts as not looked at.
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
  const services = readersFor(
    { outside, memory: memoryOf(store, row.id) },
    { connection, server, token: null, signal },
  );
  const { outcome: _, ...report } = await runCheck({
    steps: stepsWithoutSignIn(stepsFor(connection.choices), row.facts),
    services,
    connection,
    clock: outside.clock,
    signal,
    random: Math.random,
  });
  const now = outside.clock.now();
  const covered = report.covered.filter(looksWithoutSignIn);
  const unlooked = report.covered.filter((id) => !looksWithoutSignIn(id));
  await store.keepCheck(row.id, {
    report: {
      concerns: [...report.concerns.filter(({ stepId }) => looksWithoutSignIn(stepId)), ...calendarOf(row.facts, now)],
      covered: [...covered, calendar],
      unseen: [...report.unseen, ...unlooked.map((stepId) => ({ stepId, why: message('check.nobody-signed-in') }))],
    },
    at: new Date(now).toISOString(),
    by: due.askedBy,
    runId: null,
    begunAt,
  });
}
