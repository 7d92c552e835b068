import type { FindingKind } from '@vplus/contracts';
import { and, eq, isNotNull, isNull, ne, or, sql as raw } from 'drizzle-orm';
import type { Sql } from './database.ts';
import { connections, findings, tenants } from './schema.ts';
import type { End } from './store.ts';

/** Their ends come from the credentials themselves, also before a check has told of them. */
const ofCredentials: FindingKind[] = ['credential-ends', 'credential-ended'];

/** What ends in the tenants that are connected, of one or (null) of all. */
export async function endsOf(sql: Sql, tenantId: string | null): Promise<End[]> {
  const tenant = { tenantId: tenants.id, tenantName: tenants.name };
  const connected = and(
    isNotNull(connections.connectedAt),
    isNull(connections.disconnectedAt),
    ...(tenantId === null ? [] : [eq(connections.tenantId, tenantId)]),
  );
  const withCredentials = await sql
    .select({ ...tenant, facts: connections.facts })
    .from(connections)
    .innerJoin(tenants, eq(tenants.id, connections.tenantId))
    .where(connected);
  const found = await sql
    .select({ ...tenant, finding: findings })
    .from(findings)
    .innerJoin(connections, eq(connections.id, findings.connectionId))
    .innerJoin(tenants, eq(tenants.id, findings.tenantId))
    .where(
      and(
        connected,
        ne(findings.state, 'resolved'),
        or(isNotNull(findings.due), raw`${findings.accepted} ->> 'until' is not null`),
      ),
    );

  const credentials = withCredentials.flatMap(({ facts, ...of }): End[] =>
    (facts?.credentials ?? []).map(({ kind, keyId, expiresAt }) => ({
      ...of,
      is: 'credential',
      kind,
      key: keyId,
      at: expiresAt,
    })),
  );
  const others = found.flatMap(({ finding, ...of }): End[] => {
    const { kind, subject, connectionId, due, accepted } = finding;
    const about = { ...of, kind, key: [connectionId, kind, subject].filter(Boolean).join('/') };
    return [
      ...(due && !ofCredentials.includes(kind) ? [{ ...about, is: 'retirement' as const, at: due.toISOString() }] : []),
      ...(accepted?.until ? [{ ...about, is: 'acceptance' as const, at: accepted.until }] : []),
    ];
  });
  return [...credentials, ...others].toSorted((a, b) => a.at.localeCompare(b.at));
}
