import { useQuery } from '@tanstack/react-query';
import { type ApprovalState, getApprovalRequest } from '@vplus/contracts';
import { useLocation } from 'react-router';
import { api } from '#lib/api.ts';
import { useConfig } from '#lib/queries.ts';
import { queryKeys } from '#lib/query-keys.ts';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { Loading } from '#ui/loading.tsx';
import { Page } from '#ui/page.tsx';

const approvalPath = /^\/approve\/([^/]+)/;

/** Before a sign-in: what the page is for, so that nobody takes a link from a mail for a trap. */
export function SignInFirst() {
  const { pathname, search } = useLocation();
  const approvalId = approvalPath.exec(pathname)?.[1];
  if (approvalId) return <ApprovalFirst approvalId={approvalId} />;
  return (
    <Page
      title="Sign in to continue"
      lead="What you see here depends on your organization and your role, so sign in first."
    >
      <div>
        <SignInButton request={{ returnTo: pathname + search, sameAccount: true }}>Sign in with Microsoft</SignInButton>
      </div>
    </Page>
  );
}

function ApprovalFirst({ approvalId }: { approvalId: string }) {
  const product = useConfig().data?.productName ?? 'vPlus setup assistant';
  const request = useQuery({
    queryKey: queryKeys.approvalRequest(approvalId),
    queryFn: ({ signal }) => api(getApprovalRequest, { params: { approvalId }, signal }),
    retry: false,
  });
  if (request.isPending)
    return (
      <Page title="Approval needed">
        <Loading what="Loading who asks for your approval…" />
      </Page>
    );
  const asked = request.data?.request;
  return (
    <Page
      title={asked ? `${asked.madeBy} needs your approval` : 'Sign in to see this approval link'}
      lead={
        asked
          ? `${asked.madeBy} is connecting the Microsoft 365 tenant ${asked.tenantName} (${asked.primaryDomain}) to a vPlus backup server.`
          : closed[request.data?.state ?? 'open']
      }
    >
      <p>
        This is the {product} at {window.location.host}. It sets up a backup of Microsoft 365. Sign in with Microsoft to
        see exactly what needs approval. Signing in approves nothing.
      </p>
      <div>
        <SignInButton
          request={{ returnTo: `/approve/${approvalId}`, ...(asked ? { tenant: asked.primaryDomain } : {}) }}
        >
          Sign in with Microsoft
        </SignInButton>
      </div>
    </Page>
  );
}

const closed: Record<ApprovalState, string> = {
  open: 'We could not find out who sent it. Sign in to see what it asks for.',
  approved: 'It was used already: what it asked for is approved.',
  revoked: 'It was revoked, and asks for nothing any more.',
  expired: 'It has expired. If the approval is still needed, ask for a new link.',
};
