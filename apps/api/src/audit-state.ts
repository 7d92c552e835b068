import { type AuditState, Problem } from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { Store } from '@vplus/store';
import type * as z from 'zod/mini';

type Kept = Pick<Store, 'audit'>;

/** How the chain of the audit log stands, by the newest look of this process. */
export async function auditState({ audit }: Kept): Promise<z.input<typeof AuditState>> {
  const verified = audit.verified();
  return {
    verified: verified && { at: verified.at, entries: verified.entries, whole: verified.whole, head: verified.head },
    cut: await audit.cut(),
    problem: problemOfAudit({ audit })?.toView() ?? null,
  };
}

/** null: nothing is known to be wrong. The product goes on in any case. */
export function problemOfAudit({ audit }: Kept): Problem | null {
  const broken = audit.verified()?.broken;
  if (!broken) return null;
  const { number, why } = broken;
  return new Problem('audit-broken', message('audit.broken', { number, why }));
}
