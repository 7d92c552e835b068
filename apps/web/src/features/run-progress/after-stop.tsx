import { useMutation } from '@tanstack/react-query';
import { type RunView, startRun } from '@vplus/contracts';
import { Link, useNavigate } from 'react-router';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { mayHere, useSession } from '#lib/session.tsx';
import { Button } from '#ui/button.tsx';
import { Confirm } from '#ui/confirm.tsx';
import { madeSomething } from './words.ts';

/** A connect that stopped before its end: go on from there, or take away what it made. */
export function AfterStop({ run }: { run: RunView }) {
  const session = useSession();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () =>
      api(startRun, {
        params: { tenantId: run.tenantId },
        body: { verb: 'disconnect', vplusServerId: run.vplusServer.id },
      }),
    onSuccess: (started) => navigate(`/runs/${started.id}`),
  });
  const plan = `/connect/plan?server=${run.vplusServer.id}`;
  return (
    <>
      {mayHere(session, 'connect', run.tenantId) ? (
        <Button asChild look={run.state === 'cancelled' ? 'primary' : 'secondary'}>
          <Link to={plan}>{run.state === 'cancelled' ? 'Connect again' : 'Change the plan'}</Link>
        </Button>
      ) : null}
      {madeSomething(run) && mayHere(session, 'disconnect', run.tenantId) ? (
        <Confirm
          trigger="Remove what was made"
          title={`Remove what was made in ${run.tenantName}?`}
          action="Remove it"
          busy={(remove.isPending || remove.isSuccess) && 'Starting…'}
          onConfirm={() => remove.mutate()}
        >
          <p>
            The application of vPlus is removed with its permissions and credentials. Backups that exist on vPlus stay.
          </p>
        </Confirm>
      ) : null}
      {remove.isError ? (
        <ProblemNotice error={remove.error} onRetry={() => remove.mutate()} way={{ returnTo: `/runs/${run.id}` }} />
      ) : null}
    </>
  );
}
