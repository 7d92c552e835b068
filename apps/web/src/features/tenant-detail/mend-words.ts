import { type FindingView, findingKinds, type TenantView } from '@vplus/contracts';
import { mayHere, type useSession } from '#lib/session.tsx';
import { endingIn, planLinkName } from './plan-link.ts';

/** What puts a finding right, and who can, as it is for this reader. */
export function mendWords(finding: FindingView, tenant: TenantView, session: ReturnType<typeof useSession>): string {
  const { kind, mend } = finding;
  const repair = `“${endingIn(finding, tenant).length > 0 ? 'Rotate' : planLinkName(tenant)}”${ofServer(finding, tenant)}`;
  switch (mend) {
    case 'connect':
      if (!mayHere(session, 'connect', tenant.id))
        return `An administrator of the organization can put it right with ${repair}.`;
      return tenant.connection?.choices?.writes === 'by-hand'
        ? `${repair} plans how to put it right, and what is left for you to do.`
        : `${repair} plans how to put it right.`;
    case 'elsewhere':
      if (kind === 'disabled-by-microsoft') return 'An administrator of the organization can ask Microsoft’s support.';
      return findingKinds[kind].helper === 'operator'
        ? 'Whoever runs vPlus or this assistant can put it right.'
        : 'An administrator of the organization can put it right at Microsoft.';
    case 'time':
      return '';
  }
}

/** A tenant may be connected to several vPlus servers, and a plan is of one of them. */
const ofServer = ({ vplusServerName }: FindingView, tenant: TenantView): string =>
  vplusServerName === tenant.vplusServerName ? '' : ` for the vPlus server “${vplusServerName}”`;
