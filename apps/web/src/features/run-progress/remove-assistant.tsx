import { useMutation } from '@tanstack/react-query';
import { removeAssistant } from '@vplus/contracts';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { Confirm } from '#ui/confirm.tsx';
import { Notice } from '#ui/notice.tsx';

/** For those who want no trace of the assistant itself; vPlus keeps working with its own application. */
export function RemoveAssistant({ tenantId, runIsLive }: { tenantId: string; runIsLive: boolean }) {
  const removal = useMutation({ mutationFn: () => api(removeAssistant, { params: { tenantId } }) });
  if (removal.isSuccess)
    return (
      <Notice
        kind="good"
        title={removal.data.removed ? 'The assistant’s own access was removed' : 'It was gone already'}
      >
        <p>vPlus goes on with its own application. For another setup the assistant must be approved again.</p>
      </Notice>
    );
  if (runIsLive)
    return (
      <p className="border-t border-line pt-4 text-muted">
        When the first synchronization has finished, you can remove the assistant’s own access here.
      </p>
    );
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <p className="text-muted">
        The assistant itself is still approved in this tenant. You can take that back now; vPlus does not need it. If
        the daily check may look at Microsoft, that ends with it.
      </p>
      {removal.isError ? <ProblemNotice error={removal.error} onRetry={() => removal.mutate()} /> : null}
      <div>
        <Confirm
          trigger="Remove the assistant’s own access"
          look="secondary"
          title="Remove the assistant’s own access?"
          action="Remove it"
          busy={removal.isPending && 'Removing…'}
          onConfirm={() => removal.mutate()}
        >
          <p>Its approval in this tenant is deleted. The application of vPlus, its permissions and its secret stay.</p>
          <p>Checking, repairing or disconnecting later needs a new approval first.</p>
        </Confirm>
      </div>
    </div>
  );
}
