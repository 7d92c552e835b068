import { CheckId, type UnwordedCheck } from '@vplus/contracts';
import type { Check, CheckContext } from './check.ts';
import { checkApplication } from './check-application.ts';
import { checkClock } from './check-clock.ts';
import { checkConditionalAccess } from './check-conditional-access.ts';
import { checkCredentialPolicy } from './check-credential-policy.ts';
import { checkEws } from './check-ews.ts';
import { checkLegacyAuth } from './check-legacy-auth.ts';
import { checkLicences } from './check-licences.ts';
import { checkOrganization } from './check-organization.ts';
import { checkRole } from './check-role.ts';
import { checkServices } from './check-services.ts';
import { checkTenant } from './check-tenant.ts';
import { checkVplus } from './check-vplus.ts';

/** Every check before the first write; in the order of their ids in contracts, which is that of the page. */
const checks: Record<CheckId, Check> = {
  tenant: checkTenant,
  role: checkRole,
  services: checkServices,
  licences: checkLicences,
  'credential-policy': checkCredentialPolicy,
  application: checkApplication,
  'conditional-access': checkConditionalAccess,
  ews: checkEws,
  'legacy-auth': checkLegacyAuth,
  vplus: checkVplus,
  organization: checkOrganization,
  clock: checkClock,
};

export async function lookAtCheck(id: CheckId, context: CheckContext): Promise<UnwordedCheck> {
  const { title, look } = checks[id];
  return { id, title, ...(await look(context)) };
}

/** All of them side by side: what they read of Microsoft travels together. */
export const lookAtChecks = (context: CheckContext): Promise<UnwordedCheck[]> =>
  Promise.all(CheckId.options.map((id) => lookAtCheck(id, context)));
