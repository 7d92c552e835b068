import { Problem } from '@vplus/contracts';
import type { Parts } from './parts.ts';
import { serversFor, type VplusServer } from './vplus-servers.ts';

/** The vPlus server that a person named, or the one that the tenant is on already, or the first that it may see. */
export async function chooseServer(
  { settings, store }: Pick<Parts, 'settings' | 'store'>,
  tenantId: string,
  wanted: string | undefined,
): Promise<VplusServer> {
  const offered = serversFor(settings.vplusServers, tenantId);
  const used = wanted ? [] : await store.connectionsOf(tenantId);
  const known = offered.find(({ id }) => id === wanted || used.some(({ vplusServerId }) => vplusServerId === id));
  const server = known ?? (wanted ? undefined : offered[0]);
  if (!server) throw new Problem('vplus-server-unknown');
  return server;
}
