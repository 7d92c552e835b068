import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ApprovalLink, createApproval, listApprovals, type RunView, revokeApproval } from '@vplus/contracts';
import { useId, useRef, useState } from 'react';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { queryKeys } from '#lib/query-keys.ts';
import { Button } from '#ui/button.tsx';
import { Confirm } from '#ui/confirm.tsx';
import { CopyableText } from '#ui/copyable.tsx';
import { inputLook } from '#ui/field.tsx';
import { Moment } from '#ui/time.tsx';
import { mailOf } from './approval-mail.ts';
import { useFocusFallback } from './use-focus-fallback.ts';

const lives = [1, 3, 7, 14];

/** Links for somebody who may do what this person may not: make one, send it, take it back. */
export function ApprovalLinks({ run }: { run: RunView }) {
  const client = useQueryClient();
  const queryKey = queryKeys.approvals(run.id);
  const params = { runId: run.id };
  const links = useQuery({ queryKey, queryFn: ({ signal }) => api(listApprovals, { params, signal }) });
  const onSuccess = () => client.invalidateQueries({ queryKey });
  const make = useMutation({
    mutationFn: (days: number) => api(createApproval, { params, body: { days } }),
    onSuccess,
  });
  const revoke = useMutation({
    mutationFn: (approvalId: string) => api(revokeApproval, { params: { approvalId } }),
    onSuccess,
  });
  const [days, setDays] = useState(7);
  const id = useId();
  const open = links.data?.approvals.filter(({ state }) => state === 'open') ?? [];
  const intro = useRef<HTMLParagraphElement>(null);
  useFocusFallback(intro, open.length);

  return (
    <div className="flex w-full flex-col gap-3">
      <p ref={intro} tabIndex={-1} className="focus:outline-none">
        Send a link to somebody who can. It shows them exactly what is missing and asks for just that; then the setup
        continues without you.
      </p>
      {open.length > 0 ? (
        <ul aria-label="Open approval links" className="flex flex-col gap-3">
          {open.map((link) => (
            <OpenLink key={link.id} link={link} run={run} onRevoke={() => revoke.mutate(link.id)} />
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap items-end gap-3">
        <Button
          look={open.length > 0 ? 'secondary' : 'primary'}
          busy={make.isPending && 'Making…'}
          onClick={() => make.mutate(days)}
        >
          {open.length > 0 ? 'Make another link' : 'Make a link'}
        </Button>
        <div className="flex flex-wrap items-center gap-2">
          <label htmlFor={id}>valid for</label>
          <select
            id={id}
            className={`${inputLook} w-auto`}
            value={days}
            onChange={(event) => setDays(Number(event.target.value))}
          >
            {lives.map((life) => (
              <option key={life} value={life}>
                {life === 1 ? '1 day' : `${life} days`}
              </option>
            ))}
          </select>
        </div>
      </div>
      {[links.error, make.error, revoke.error].map((error) =>
        error ? <ProblemNotice key={error.message} error={error} onRetry={links.refetch} /> : null,
      )}
    </div>
  );
}

function OpenLink({ link, run, onRevoke }: { link: ApprovalLink; run: RunView; onRevoke(): void }) {
  return (
    <li className="flex flex-col gap-2 rounded-control border border-line bg-surface p-3">
      <CopyableText what="approval link" value={link.url} />
      <p className="text-small text-muted">
        Made by {link.madeBy}. Works once, expires <Moment at={link.expiresAt} />.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <a href={mailOf(link, run)}>Send by e-mail</a>
        </Button>
        <Confirm trigger="Take back" title="Take this link back?" action="Take it back" onConfirm={onRevoke}>
          <p>Whoever has it can then approve nothing with it. You can make another one at any time.</p>
        </Confirm>
      </div>
    </li>
  );
}
