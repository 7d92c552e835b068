import { useEffect, useState } from 'react';
import { Link, Navigate, useNavigate } from 'react-router';
import { type ConsentReturn, closeConsent, isForeignTenant, keptConsent, readConsentReturn } from '#lib/consent.ts';
import { GoOn } from '#lib/go-on.tsx';
import { MicrosoftAnswer } from '#lib/microsoft-answer.tsx';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { useAccount } from '#lib/queries.ts';
import { saidByMicrosoft } from '#lib/said-by-microsoft.ts';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { Button } from '#ui/button.tsx';
import { CopyableId } from '#ui/copyable.tsx';
import { Loading } from '#ui/loading.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { TextLink } from '#ui/text-link.tsx';

/** Where Microsoft sends whoever approved or refused the assistant, with or without a session of ours. */
export function ConsentReturnPage() {
  const [kept] = useState(() => keptConsent(sessionStorage));
  const [answer] = useState(() => readConsentReturn(location.search, kept));
  const navigate = useNavigate();

  useEffect(() => {
    // The answer is good for one look: a reload or a bookmark must not repeat it.
    navigate('/consent-return', { replace: true });
  }, [navigate]);

  switch (answer.is) {
    case 'approved':
      return <Approved answer={answer} />;
    case 'refused':
      return (
        <Page title="The assistant was not approved" lead="Nothing was changed in your tenant.">
          <Refused answer={answer} />
          <div>
            <Button asChild look="primary">
              <Link to={answer.returnTo}>Back to the setup</Link>
            </Button>
          </div>
        </Page>
      );
    case 'handed-over':
      return (
        <Page title="Thank you" lead="Microsoft reports that the assistant was approved for your organization.">
          <Notice kind="info" title="Tell the person who sent you the address">
            <p>They can go on in their own window; it notices the approval by itself. You may close this one.</p>
          </Notice>
        </Page>
      );
    case 'foreign':
      return (
        <Page title="We did not ask for this answer">
          <Notice kind="attention" title="This answer belongs to another window, or to nobody">
            <p>
              We do not act on it. If you have just approved the assistant, go on below: we ask Microsoft ourselves.
            </p>
          </Notice>
          <TextLink to="/connect">Go to the setup</TextLink>
        </Page>
      );
    case 'nothing':
      return <Navigate to="/connect" replace />;
  }
}

/** Where nobody here asked for the answer, its words may be anybody's: only the code is explained. */
function Refused({ answer: { error, description, ours } }: { answer: Extract<ConsentReturn, { is: 'refused' }> }) {
  const said = saidByMicrosoft(description, error);
  return said ? <MicrosoftAnswer said={said} untrusted={!ours} /> : null;
}

/** Only a hint, so far: the next page asks the API what Microsoft really lists as approved. */
function Approved({ answer: { tenant, ...way } }: { answer: Extract<ConsentReturn, { is: 'approved' }> }) {
  const account = useAccount();
  const foreign = account.data ? isForeignTenant(tenant, account.data.tenantId) : false;
  useEffect(() => {
    const kept = keptConsent(sessionStorage);
    if (kept && account.isSuccess) closeConsent(sessionStorage, kept, foreign ? undefined : Date.now());
  }, [account.isSuccess, foreign]);
  if (account.isError)
    return (
      <Page title="We cannot go on yet">
        <ProblemNotice error={account.error} onRetry={account.refetch} />
      </Page>
    );
  if (account.isPending)
    return (
      <Page title="Back from Microsoft">
        <Loading what="Looking for your sign-in…" />
      </Page>
    );
  if (account.data && foreign) return <OtherTenant signedInTo={account.data.tenantId} />;
  if (account.data) return <GoOn way={way} />;
  return (
    <Page title="Approved" lead="Microsoft reports that the assistant was approved. Sign in to go on.">
      <div>
        <SignInButton request={way}>Sign in with Microsoft</SignInButton>
      </div>
    </Page>
  );
}

/** The approval may be real, but it is of no use here: we do not go on as if it were. */
function OtherTenant({ signedInTo }: { signedInTo: string }) {
  return (
    <Page title="This answer is about another organization">
      <Notice kind="attention" title="The assistant was approved elsewhere, not where you are signed in">
        <p>
          We do not act on it. You are signed in to the tenant <CopyableId value={signedInTo} what="tenant id" />.
          Approve the assistant there, or sign in to the other organization.
        </p>
      </Notice>
      <div className="flex flex-wrap gap-3">
        <SignInButton look="secondary" request={{ returnTo: '/connect', chooseAccount: true }}>
          Use another account
        </SignInButton>
      </div>
      <TextLink to="/connect">Go to the setup</TextLink>
    </Page>
  );
}
