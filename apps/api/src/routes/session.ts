import { getSession, type TenantId } from '@vplus/contracts';
import type { Parts } from '../parts.ts';
import { type Counter, serve } from '../serve.ts';
import { serversFor } from '../vplus-servers.ts';

export function sessionRoutes(counter: Counter, { authority, settings }: Parts): void {
  serve(counter, getSession, async ({ caller }) => {
    const standing = authority.describe(caller);
    const servers = standing.may.includes('plan') ? serversFor(settings.vplusServers, caller.tenantId) : [];
    return {
      person: { id: caller.objectId, name: caller.name, username: caller.username, guest: caller.guest === true },
      tenantId: caller.tenantId as TenantId,
      ...standing,
      vplusServers: servers.map(({ id, name }) => ({ id, name })),
    };
  });
}
