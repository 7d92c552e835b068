import { deleteServicePrincipal, RemoteError } from '@vplus/clients';
import { getArrival, getTenant, listTenants, Problem, removeAssistant } from '@vplus/contracts';
import { message } from '@vplus/messages';
import { missingScopes } from '@vplus/tenant-access';
import type { Parts } from '../parts.ts';
import { actorOf, permit } from '../permit.ts';
import { type Counter, serve } from '../serve.ts';

export function tenantRoutes(counter: Counter, parts: Parts): void {
  const { authority, onBehalfOf, outside, settings, store } = parts;

  serve(counter, listTenants, async ({ caller, query }) => {
    const only = authority.visibleTenant(caller);
    permit(parts, caller, 'read', only ?? caller.tenantId);
    // zod leaves out what was not asked for; its type only cannot say so.
    const asked = query as Parameters<typeof store.listTenants>[0];
    return store.listTenants({ ...asked, ...(only ? { only } : {}) });
  });

  serve(counter, getTenant, async ({ caller, params }) => {
    permit(parts, caller, 'read', params.tenantId);
    const tenant = await store.tenant(params.tenantId);
    if (!tenant) throw new Problem('not-found');
    return tenant;
  });

  serve(
    counter,
    getArrival,
    async ({ caller, params: { tenantId }, signal }) => {
      permit(parts, caller, 'read', tenantId);
      // Read on behalf of the caller, so only at home: an operator's token speaks for no other tenant.
      if (tenantId !== caller.tenantId) throw new Problem('not-found');
      const token = await onBehalfOf.tryExchange(caller, signal);
      const missing = missingScopes(token?.scopes ?? []);
      // A first sign-in alone consents to openid and profile only: a token, but none that may read the organization.
      const mayRead = token && !missing.includes('User.Read');
      const organization = mayRead
        ? await outside.graphWith(async () => token.accessToken, signal).organization()
        : null;
      return {
        tenant: {
          id: tenantId,
          name: organization?.displayName ?? null,
          primaryDomain: organization?.verifiedDomains.find(({ isDefault }) => isDefault)?.name ?? null,
        },
        approval:
          missing.length > 0 ? { state: 'missing' as const, missingScopes: missing } : { state: 'approved' as const },
        ...(await store.arrivalOf(tenantId)),
      };
    },
    { costly: true },
  );

  serve(
    counter,
    removeAssistant,
    async ({ caller, params: { tenantId }, signal }) => {
      permit(parts, caller, 'remove-assistant', tenantId);
      const token = await onBehalfOf.tryExchange(caller, signal);
      const { liveRunId } = await store.arrivalOf(tenantId);
      if (liveRunId) throw new Problem('run-already-active', undefined, { runId: liveRunId });
      if (!token) return { removed: false };
      const graph = outside.graphWith(async () => token.accessToken, signal);
      const removed = await graph.change(deleteServicePrincipal(settings.clientId)).then(
        () => true,
        (error: unknown) => {
          if (error instanceof RemoteError && error.fields.status === 404) return false;
          throw error;
        },
      );
      const by = actorOf(parts, caller, 'remove-assistant', tenantId);
      if (removed) await store.note({ tenantId, kind: 'deed', by, what: message('history.assistant-removed') });
      return { removed };
    },
    { costly: true },
  );
}
