import { findingKinds, type UnwordedFinding } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { and, desc, eq, ne, sql as raw } from 'drizzle-orm';
import type { Sql } from './database.ts';
import { instantOf } from './run-record.ts';
import { connections, findings } from './schema.ts';
import { worstFirst } from './severity-order.ts';

const resolvedShown = 20;

/** The vPlus server that a finding is about. */
export const serverName = { server: connections.vplusServerName };

/** The live ones, the worst first, and then those that were resolved last. */
export async function findingsOf(sql: Sql, tenantId: string): Promise<UnwordedFinding[]> {
  const all = () =>
    sql
      .select({ finding: findings, ...serverName })
      .from(findings)
      .innerJoin(connections, eq(connections.id, findings.connectionId));
  const live = await all()
    .where(and(eq(findings.tenantId, tenantId), ne(findings.state, 'resolved')))
    .orderBy(
      raw`${findings.state} = 'accepted'`,
      worstFirst(findings.severity),
      findings.due,
      findings.kind,
      findings.subject,
    );
  const resolved = await all()
    .where(and(eq(findings.tenantId, tenantId), eq(findings.state, 'resolved')))
    .orderBy(desc(findings.lastSeenAt))
    .limit(resolvedShown);
  return [...live, ...resolved].map(viewOfFinding);
}

interface Found {
  finding: typeof findings.$inferSelect;
  server: string;
}

export function viewOfFinding({ finding: row, server }: Found): UnwordedFinding {
  const { id, kind, severity, what, state, accepted, acknowledged } = row;
  return {
    id,
    vplusServerName: server,
    kind,
    severity,
    title: message(`finding.${kind}`),
    what,
    mend: findingKinds[kind].mend,
    state,
    due: instantOf(row.due),
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    acceptance: accepted,
    acknowledgement: acknowledged,
    resolvedAt: instantOf(row.resolvedAt),
  };
}
