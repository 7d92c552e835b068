import { useMutation, useQuery } from '@tanstack/react-query';
import { type ApprovalView, approve, getApproval } from '@vplus/contracts';
import { useNavigate, useParams } from 'react-router';
import { api } from '#lib/api.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { queryKeys } from '#lib/query-keys.ts';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { Button } from '#ui/button.tsx';
import { Loading } from '#ui/loading.tsx';
import { Page } from '#ui/page.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { Asked } from './asked.tsx';
import { Closed, mayAskAgain } from './closed.tsx';
import { RoleTooLow } from './role-too-low.tsx';

/** A look whether it was done elsewhere takes a second or two. */
const askEveryMs = 3_000;

/** Where an approval link leads: exactly what is missing, and one button. */
export function ApprovalPage() {
  const { approvalId = '' } = useParams();
  const approval = useQuery({
    queryKey: queryKeys.approval(approvalId),
    queryFn: ({ signal }) => api(getApproval, { params: { approvalId }, signal }),
    // It is approved as it was shown: it must not change under the reader's eyes.
    refetchOnWindowFocus: false,
    refetchInterval: ({ state: { data } }) => (data && mayAskAgain(data) ? askEveryMs : false),
  });

  if (approval.isPending)
    return (
      <Page title="Approval needed">
        <Loading what="Loading what needs approval…" />
      </Page>
    );
  if (!approval.data)
    return (
      <Page
        title="This link cannot be shown"
        lead="Only people with a role in the organization for which it was made can see it."
      >
        <ProblemNotice error={approval.error} onRetry={approval.refetch} />
        <OtherAccount approvalId={approvalId} />
      </Page>
    );
  if (approval.data.state !== 'open' || !approval.data.waiting) return <Closed approval={approval.data} />;
  return <Open approval={approval.data} onAgain={approval.refetch} />;
}

function Open({ approval, onAgain }: { approval: ApprovalView; onAgain(): void }) {
  const navigate = useNavigate();
  const { id, hash, run, tenant, madeBy, mayApprove } = approval;
  const go = useMutation({
    mutationFn: () => api(approve, { params: { approvalId: id }, body: { hash } }),
    onSuccess: () => navigate(`/runs/${run.id}`),
  });

  return (
    <Page
      title={`${madeBy} needs your approval`}
      lead={`${madeBy} is connecting ${tenant.name} to a vPlus backup server and does not have the role for the remaining steps. Nothing happens before you approve.`}
    >
      <Asked approval={approval} />
      {go.isError ? (
        <ProblemNotice
          error={go.error}
          runId={run.id}
          retryLabel="Show it as it is now"
          onRetry={() => {
            go.reset();
            onAgain();
          }}
        />
      ) : null}
      {mayApprove ? (
        <div className="flex flex-col items-start gap-3">
          <p className="text-muted">
            The assistant uses your sign-in for this setup only, and deletes it as soon as the tenant is connected.
          </p>
          <Button look="primary" busy={(go.isPending || go.isSuccess) && 'Approving…'} onClick={() => go.mutate()}>
            Approve
          </Button>
        </div>
      ) : (
        <RoleTooLow anyOf={approval.anyOf}>
          <OtherAccount approvalId={id} />
        </RoleTooLow>
      )}
      <p>
        <TextLink to={`/runs/${run.id}`}>See the whole setup</TextLink>
      </p>
    </Page>
  );
}

function OtherAccount({ approvalId }: { approvalId: string }) {
  return (
    <div>
      <SignInButton look="secondary" request={{ returnTo: `/approve/${approvalId}`, chooseAccount: true }}>
        Use another account
      </SignInButton>
    </div>
  );
}
