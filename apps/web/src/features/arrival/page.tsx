import { useQuery } from '@tanstack/react-query';
import { getArrival } from '@vplus/contracts';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { api } from '#lib/api.ts';
import { approvalIsSpreading, keptConsent } from '#lib/consent.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { roleNames } from '#lib/role-names.ts';
import { mayHere, useSession } from '#lib/session.tsx';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { CopyableId } from '#ui/copyable.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Loading } from '#ui/loading.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { Approval } from './approval.tsx';
import { Existing } from './existing.tsx';

/** "This tenant?": the guard against connecting the wrong customer, and where the assistant is approved. */
export function ArrivalPage() {
  const session = useSession();
  const { tenantId, person, roles } = session;
  const arrival = useQuery({
    queryKey: ['arrival', tenantId],
    queryFn: ({ signal }) => api(getArrival, { params: { tenantId }, signal }),
    refetchInterval: ({ state }) => {
      if (state.data?.approval.state !== 'missing') return false;
      const spreading = approvalIsSpreading(keptConsent(sessionStorage), Date.now());
      // Somebody else may approve it meanwhile, in a window that we cannot see; nobody looks while this one is hidden.
      return spreading
        ? Math.min(1_000 * 1.5 ** state.dataUpdateCount, 15_000)
        : Math.min(5_000 * 1.3 ** state.dataUpdateCount, 60_000);
    },
  });
  const approved = arrival.data?.approval.state === 'approved';
  const [asked, setAsked] = useState(false);
  if (arrival.data && !approved && !asked) setAsked(true);
  const tenant = arrival.data?.tenant;
  const mayConnect = mayHere(session, 'connect', tenantId);

  return (
    <Page
      title="Is this the right tenant?"
      lead="Everything that follows happens in this organization, and only there."
    >
      <Card title={tenant?.name ?? 'Your organization'}>
        <Facts>
          {tenant?.primaryDomain ? <FactRow label="Domain">{tenant.primaryDomain}</FactRow> : null}
          <FactRow label="Tenant id">
            <CopyableId value={tenantId} what="tenant id" />
          </FactRow>
          <FactRow label="Signed in as">
            {person.name} <span className="text-muted">({person.username})</span>
            {person.guest ? ', as a guest' : ''}
          </FactRow>
          <FactRow label="Your roles here">
            {roles === null
              ? 'Microsoft did not say. It is tried when it matters.'
              : roles.map((role) => roleNames[role]).join(', ') || 'None that matters here'}
          </FactRow>
          {arrival.data ? <Existing arrival={arrival.data} /> : null}
        </Facts>
      </Card>

      {arrival.isPending ? <Loading what="Asking Microsoft about this tenant…" /> : null}
      {arrival.isError ? <ProblemNotice error={arrival.error} onRetry={arrival.refetch} retriesItself /> : null}
      {arrival.data?.approval.state === 'missing' ? (
        <Approval tenantId={tenantId} missingScopes={arrival.data.approval.missingScopes} onCheck={arrival.refetch} />
      ) : null}
      <p role="status" className="font-medium empty:hidden">
        {approved && asked ? 'The assistant is approved in this tenant now.' : null}
      </p>
      {approved && !mayConnect ? (
        <Notice kind="info" title="You may look, but not connect">
          <p>
            Your roles allow reading only. A Global Administrator can connect this tenant; what is there already stands
            under Tenants.
          </p>
        </Notice>
      ) : null}

      <div className="flex flex-wrap gap-3">
        {arrival.data && approved && mayConnect ? <GoOn liveRunId={arrival.data.liveRunId} /> : null}
        <SignInButton look="secondary" request={{ returnTo: '/connect', chooseAccount: true }}>
          Not this tenant? Use another account
        </SignInButton>
      </div>
    </Page>
  );
}

function GoOn({ liveRunId }: { liveRunId: string | null }) {
  // An invitation to a certain tenant is compared there.
  const { search } = useLocation();
  return (
    <Button asChild look="primary">
      {liveRunId ? (
        <Link to={`/runs/${liveRunId}`}>Open the running setup</Link>
      ) : (
        <Link to={`/connect/plan${search}`}>Continue</Link>
      )}
    </Button>
  );
}
