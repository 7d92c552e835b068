import { randomUUID } from 'node:crypto';
import type { AppToken, DelegatedToken, Guarded, HeldBack } from '@vplus/clients';
import type { SomeChoices } from '@vplus/contracts';
import type { ConnectionRow } from '@vplus/store';
import {
  type Connection,
  type Readers,
  resolvedChoices,
  type Services,
  usualChoices,
  type Vault,
} from '@vplus/tenant-access';
import type { Parts } from './parts.ts';
import { bearer } from './sealed-token.ts';
import type { VplusServer } from './vplus-servers.ts';

interface RemoteAccess {
  connection: Connection;
  server: VplusServer;
  /** Of a person, or of the assistant itself where nobody is signed in. */
  token: DelegatedToken | AppToken | null;
  signal: AbortSignal;
  /** Keeps an old worker that wakes from changing anything; a dry run has nothing to guard. */
  guard?: Guarded;
}

/** Everything that the steps may use, for one tenant and one administrator's token. */
export const servicesFor = (
  { outside, memory }: Pick<Parts, 'outside'> & { memory: Pick<Services, 'recall' | 'remember'> },
  { vault, ...access }: RemoteAccess & { vault: Vault },
): Services => ({ ...remoteFor(outside, access), vault, ...memory });

/** What a plan and a check look with, for the same: nothing is ever sealed for them. */
export const readersFor = (
  { outside, memory }: Pick<Parts, 'outside'> & { memory: Pick<Readers, 'recall'> },
  access: Omit<RemoteAccess, 'guard'>,
): Readers => ({ ...remoteFor(outside, access), vault: { open: async () => null }, recall: memory.recall });

function remoteFor(outside: Parts['outside'], access: RemoteAccess): Omit<Services, 'vault' | 'recall' | 'remember'> {
  const { connection, server, token, signal, guard } = access;
  const { clock, identity, scopes } = outside;
  const heldBack: HeldBack = new Map();
  return {
    graph: outside.graphWith(bearer(token, clock.now), signal, { ...guard, heldBack }),
    grantedScopes: token && 'scopes' in token ? token.scopes : null,
    vplus: outside.vplusAt(server, signal, guard),
    appOnly: (input) => identity.appOnly({ ...input, tenantId: connection.tenantId, signal }),
    graphAs: (accessToken) => outside.graphWith(async () => accessToken, signal, { heldBack }),
    sharePointAt: (origin) => outside.sharePointAt(origin, signal),
    exchange: outside.exchange(signal),
    endpoints: { graphScope: scopes.graph, exchangeScope: scopes.exchange },
    assistantClientId: outside.assistantClientId,
    clock,
    newId: randomUUID,
  };
}

/** As the plan proposes them for a tenant on this server. */
export const usualChoicesAt = (
  { secretDays, vplusServers }: Parts['settings'],
  { vplusServerId }: Pick<ConnectionRow, 'vplusServerId'>,
) => {
  const server = vplusServers.find(({ id }) => id === vplusServerId);
  return usualChoices(secretDays, server?.profile.fields.certificate !== undefined);
};

export function connectionFrom(
  { settings, store }: Pick<Parts, 'settings' | 'store'>,
  row: ConnectionRow,
  tenant: { name: string; primaryDomain: string },
  wanted?: SomeChoices,
): Connection {
  return {
    id: row.id,
    installationId: store.installationId,
    tenantId: row.tenantId,
    tenantName: tenant.name,
    primaryDomain: tenant.primaryDomain,
    choices: resolvedChoices(usualChoicesAt(settings, row), row.choices, wanted),
    vplusServer: { id: row.vplusServerId, name: row.vplusServerName },
  };
}
