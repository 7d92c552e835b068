import { useEffect, useState } from 'react';
import { Link, Navigate, useNavigate } from 'react-router';
import { closeConsent, keptConsent, readConsentReturn } from '#lib/consent.ts';
import { GoOn } from '#lib/go-on.tsx';
import { MicrosoftAnswer } from '#lib/microsoft-answer.tsx';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { useAccount } from '#lib/queries.ts';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { Button } from '#ui/button.tsx';
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
    if (kept && answer.is === 'approved') closeConsent(sessionStorage, kept, Date.now());
    // The answer is good for one look: a reload or a bookmark must not repeat it.
    navigate('/consent-return', { replace: true });
  }, [kept, answer, navigate]);

  switch (answer.is) {
    case 'approved':
      return <Approved way={answer} />;
    case 'refused':
      return (
        <Page title="The assistant was not approved" lead="Nothing was changed in your tenant.">
          <MicrosoftAnswer error={answer.error} description={answer.description} />
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

/** Only a hint, so far: the next page asks the API what Microsoft really lists as approved. */
function Approved({ way }: { way: { returnTo: string; resumeRunId?: string } }) {
  const account = useAccount();
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
  if (account.data) return <GoOn way={way} />;
  return (
    <Page title="Approved" lead="Microsoft reports that the assistant was approved. Sign in to go on.">
      <div>
        <SignInButton request={way}>Sign in with Microsoft</SignInButton>
      </div>
    </Page>
  );
}
