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
      {looks ? 'Look (Application.Read.All)' : 'None'}
      {mayHere(session, 'connect', tenant.id) ? (
        <span className="block text-small">
          <TextLink to={`/connect/plan?standing=${looks ? 'none' : 'look'}`}>
            {looks ? 'Plan to take it back' : 'Plan to let the daily check look'}
          </TextLink>
        </span>
      ) : null}
    </FactRow>
  );
}
