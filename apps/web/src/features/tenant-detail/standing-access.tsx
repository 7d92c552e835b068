import type { TenantView } from '@vplus/contracts';
import { mayHere, useSession } from '#lib/session.tsx';
import { FactRow } from '#ui/facts.tsx';
import { TextLink } from '#ui/text-link.tsx';

/** What the assistant itself may do in this tenant while nobody is signed in, and the plan that changes it. */
export function StandingAccess({ tenant }: { tenant: TenantView }) {
  const session = useSession();
  const { connection } = tenant;
  if (!connection?.connectedAt) return null;
  const looks = connection.choices?.standingAccess === 'look';
  return (
    <FactRow label="Access between sign-ins">
      {looks ? `Approved${isGone(tenant) ? ', but gone' : ''}: to look, with Application.Read.All` : 'None approved'}
      {mayHere(session, 'connect', tenant.id) ? (
        <span className="block text-small">
          <TextLink to={`/connect/plan?standing=${looks ? 'none' : 'look'}`}>
            {looks ? 'Make a plan that takes it back' : 'Make a plan that lets the daily check look at Microsoft'}
          </TextLink>
        </span>
      ) : null}
    </FactRow>
  );
}

/** A check has found that the assistant may not look any more. */
const isGone = ({ findings, vplusServerName }: TenantView): boolean =>
  findings.some(
    (one) => one.kind === 'standing-access-gone' && one.state !== 'resolved' && one.vplusServerName === vplusServerName,
  );
