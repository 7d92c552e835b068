import { useMutation, useQueryClient } from '@tanstack/react-query';
import { cancelRun, type RunView } from '@vplus/contracts';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { Confirm } from '#ui/confirm.tsx';
import { cacheRun } from './use-run.ts';
import { isConnected } from './words.ts';

const words: Record<RunView['verb'] | 'connected' | 'again', { title: string; text: string }> = {
  connect: {
    title: 'Stop here?',
    text: 'What was created stays in your tenant. Connecting again continues from there, and you can have it removed.',
  },
  connected: {
    title: 'Stop this run?',
    text: 'The organization stays connected. The run no longer waits for the first synchronization, which vPlus continues.',
  },
  again: {
    title: 'Stop here?',
    text: 'What was changed so far stays, and nothing is disconnected. A new plan goes on from there.',
  },
  verify: { title: 'Stop the check?', text: 'A check changes nothing, so nothing is left behind.' },
  disconnect: {
    title: 'Stop disconnecting?',
    text: 'What was removed so far stays removed, and the rest stays as it is. Disconnect again to remove the rest.',
  },
};

/** Stops a run, in words that are true of what it does. */
export function Cancel({ run }: { run: RunView }) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api(cancelRun, { params: { runId: run.id } }),
    onSuccess: (view: RunView) => cacheRun(client, view),
  });
  const { title, text } = words[isConnected(run) ? 'connected' : run.wasConnected ? 'again' : run.verb];
  return (
    <>
      {cancel.isError ? <ProblemNotice error={cancel.error} runId={run.id} /> : null}
      <Confirm
        trigger="Cancel"
        look={isConnected(run) ? 'secondary' : 'danger'}
        title={title}
        action="Stop the run"
        busy={(cancel.isPending || cancel.isSuccess) && 'Stopping…'}
        onConfirm={() => cancel.mutate()}
      >
        <p>{text}</p>
      </Confirm>
    </>
  );
}
