import { useQuery } from '@tanstack/react-query';
import { type BackOff, backOffMs } from '@vplus/back-off';
import { getArrival } from '@vplus/contracts';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { api } from '#lib/api.ts';
import { approvalIsSpreading, spreading, storedConsent } from '#lib/consent.ts';
import { helpWanted, invitationAddress } from '#lib/invitation-mail.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { queryKeys } from '#lib/query-keys.ts';
import { roleNames } from '#lib/role-names.ts';
import { mayHere, useSession } from '#lib/session.tsx';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { CopyableId, CopyableText } from '#ui/copyable.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Loading } from '#ui/loading.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { Approval } from './approval.tsx';
import { Existing } from './existing.tsx';
import { InviteCustomer } from './invite-customer.tsx';
import { useInvitation } from './use-invitation.ts';
import { WrongTenant } from './wrong-tenant.tsx';

/** How often we ask whether somebody else approved it. */
const elsewhere: BackOff = { firstMs: 5_000, longestMs: 60_000, factor: 1.3 };

/** "This tenant?": the guard against connecting the wrong customer, and where the assistant is approved. */
export function ArrivalPage() {
  const session = useSession();
  const { tenantId, person, roles } = session;
  const arrival = useQuery({
    queryKey: queryKeys.arrival(tenantId),
    queryFn: ({ signal }) => api(getArrival, { params: { tenantId }, signal }),
    refetchInterval: ({ state }) => {
      if (state.data?.approval.state !== 'missing') return false;
      const isSpreading = approvalIsSpreading(storedConsent(sessionStorage), Date.now());
      // Somebody else may approve it meanwhile, in a window that we cannot see; nobody looks while this one is hidden.
      return backOffMs(isSpreading ? spreading : elsewhere, state.dataUpdateCount);
    },
  });
  const approved = arrival.data?.approval.state === 'approved';
  const [asked, setAsked] = useState(false);
  if (arrival.data && !approved && !asked) setAsked(true);
  const tenant = arrival.data?.tenant;
  const mayConnect = mayHere(session, 'connect', tenantId);
  const { search } = useLocation();
  const invitation = useInvitation(tenantId);
  const mayContinue = invitation.is === 'none' || invitation.is === 'same' || invitation.is === 'unknown';

  return (
    <Page
      title="Is this the right tenant?"
      lead="Everything that follows happens in this organization, and only there."
    >
      <Card title={tenant?.name ?? 'Your organization'}>
        <Facts>
          {tenant?.primaryDomain ? <FactRow label="Domain">{tenant.primaryDomain}</FactRow> : null}
          <FactRow label="Tenant ID">
            <CopyableId value={tenantId} what="tenant ID" />
          </FactRow>
          <FactRow label="Signed in as">
            {person.name} <span className="text-muted">({person.username})</span>
            {person.guest ? ', as a guest' : ''}
          </FactRow>
          <FactRow label="Your roles here">
            {roles === null
              ? 'Microsoft did not tell us. The setup tries, and says if a role is missing.'
              : roles.map((role) => roleNames[role]).join(', ') || 'No relevant role'}
          </FactRow>
          {arrival.data ? <Existing arrival={arrival.data} /> : null}
        </Facts>
      </Card>

      {invitation.is === 'other' || invitation.is === 'unknown' ? (
        <WrongTenant
          invited={invitation.tenant}
          here={tenant?.name ?? person.username.split('@').at(-1) ?? tenantId}
          unsure={invitation.is === 'unknown'}
        />
      ) : null}
      {arrival.isPending ? <Loading what="Asking Microsoft about this tenant…" /> : null}
      {arrival.isError ? <ProblemNotice error={arrival.error} onRetry={arrival.refetch} retriesItself /> : null}
      {arrival.data?.approval.state === 'missing' && mayContinue ? (
        <Approval tenantId={tenantId} onCheck={arrival.refetch} />
      ) : null}
      <p role="status" className="font-medium empty:hidden">
        {approved && asked ? 'The assistant is approved in this tenant now.' : null}
      </p>
      {arrival.data && !mayConnect ? <LookOnly /> : null}

      <div className="flex flex-wrap gap-3">
        {arrival.data && approved && mayConnect && mayContinue ? <NextStep liveRunId={arrival.data.liveRunId} /> : null}
        <SignInButton look="secondary" request={{ returnTo: `/connect${search}`, chooseAccount: true }}>
          Not this tenant? Use another account
        </SignInButton>
      </div>
    </Page>
  );
}

/** Roles that only read: the way on is somebody else, here or at a customer. */
function LookOnly() {
  const { operator, person } = useSession();
  const domain = person.username.split('@').at(-1) ?? '';
  if (operator) return <InviteCustomer />;
  const { text, href } = helpWanted(domain, invitationAddress(domain));
  return (
    <Notice
      kind="info"
      title="Your roles allow you to look, but not to connect"
      actions={
        <Button asChild>
          <a href={href}>Write a mail</a>
        </Button>
      }
    >
      <p>A Global Administrator can connect this tenant. Send them this text:</p>
      <CopyableText what="text for an administrator" value={text} />
    </Notice>
  );
}

function NextStep({ liveRunId }: { liveRunId: string | null }) {
  // An invitation to a certain tenant is compared there.
  const { search } = useLocation();
  return (
    <Button asChild look="primary">
      {liveRunId ? (
        <Link to={`/runs/${liveRunId}`}>Open the run that has not ended</Link>
      ) : (
        <Link to={`/connect/plan${search}`}>Continue</Link>
      )}
    </Button>
  );
}
