import type { RunView } from '@vplus/contracts';
import { Link } from 'react-router';
import { mayHere, useSession } from '#lib/session.tsx';
import { Button } from '#ui/button.tsx';
import { madeSomething } from './words.ts';

/** A connect that stopped before its end: go on from there, or take away what it made, unless it was connected before. */
export function AfterStop({ run }: { run: RunView }) {
  const session = useSession();
  const { tenantId, vplusServer, state, wasConnected } = run;
  const again = wasConnected ? 'Make a new plan' : 'Connect again';
  return (
    <>
      {mayHere(session, 'connect', tenantId) ? (
        <Button asChild look={state === 'cancelled' ? 'primary' : 'secondary'}>
          <Link to={`/connect/plan?server=${vplusServer.id}`}>{state === 'cancelled' ? again : 'Change the plan'}</Link>
        </Button>
      ) : null}
      {!wasConnected && madeSomething(run) && mayHere(session, 'disconnect', tenantId) ? (
        <Button asChild look="danger">
          <Link to={`/tenants/${tenantId}/disconnect?server=${vplusServer.id}`}>Remove what was made</Link>
        </Button>
      ) : null}
    </>
  );
}
