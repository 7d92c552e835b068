import * as z from 'zod/mini';

const key = 'last-tenant';
const Kept = z.object({ id: z.string(), name: z.string() });

/** Name of the tenant that this browser connected last, if it was another one. Names no person and opens nothing. */
export function lastTenant(storage: Storage, tenantId: string): string | undefined {
  const kept = Kept.safeParse(parsed(storage.getItem(key))).data;
  return kept && kept.id !== tenantId ? kept.name : undefined;
}

export const rememberTenant = (storage: Storage, { id, name }: { id: string; name: string }): void =>
  storage.setItem(key, JSON.stringify({ id, name }));

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
