import { useEffect, useState } from 'react';
import { Link, Navigate, useNavigate } from 'react-router';
import { type ConsentReturn, closeConsent, isForeignTenant, readConsentReturn, storedConsent } from '#lib/consent.ts';
import { ContinueSetup } from '#lib/continue-setup.tsx';
import { MicrosoftAnswer } from '#lib/microsoft-answer.tsx';
import { saidByMicrosoft } from '#lib/said-by-microsoft.ts';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { Button } from '#ui/button.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { AskMicrosoft } from './ask-microsoft.tsx';
import { WithAccount } from './with-account.tsx';

/** Where Microsoft sends whoever approved or refused the assistant, with or without a session of ours. */
export function ConsentReturnPage() {
  const [kept] = useState(() => storedConsent(sessionStorage));
  const [answer] = useState(() => readConsentReturn(location.search, kept));
  const navigate = useNavigate();
  const answered = answer.is !== 'nothing';

  useEffect(() => {
    // The answer is good for one look: a reload or a bookmark must not repeat it.
    if (answered) navigate('/consent-return', { replace: true });
  }, [navigate, answered]);

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
            <p>They can continue in their own window, which notices the approval by itself. You can close this one.</p>
          </Notice>
        </Page>
      );
    case 'unsure':
      return (
        <WithAccount without={<Greeting returnTo={kept?.returnTo} />}>
          {(account) => (
            <AskMicrosoft tenantId={account.tenantId} approved={<Found returnTo={kept?.returnTo} />}>
              <Notice kind="attention" title="Microsoft lists no approval by your organization yet">
                <p>
                  A new approval can take some minutes to appear. This page asks again by itself. If you approved the
                  assistant for another organization, sign in there.
                </p>
              </Notice>
              <Elsewhere />
            </AskMicrosoft>
          )}
        </WithAccount>
      );
    case 'foreign':
      return (
        <Page title="We did not ask for this answer">
          <Notice kind="attention" title="This answer belongs to another window, or to nobody">
            <p>Nothing was done with it. To approve the assistant, start from the setup.</p>
          </Notice>
          <TextLink to="/connect">Go to the setup</TextLink>
        </Page>
      );
    case 'nothing':
      return (
        <WithAccount without={<Greeting returnTo={kept?.returnTo} />}>
          {() => <Navigate to="/connect" replace />}
        </WithAccount>
      );
  }
}

/** Where nobody here asked for the answer, its words may be anybody's: only the code is explained. */
function Refused({ answer: { error, description, ours } }: { answer: Extract<ConsentReturn, { is: 'refused' }> }) {
  const said = saidByMicrosoft(description, error);
  return said ? <MicrosoftAnswer said={said} untrusted={!ours} /> : null;
}

/** Only a hint, so far: the next page asks the API what Microsoft really lists as approved. */
function Approved({ answer: { tenant, ...way } }: { answer: Extract<ConsentReturn, { is: 'approved' }> }) {
  return (
    <WithAccount
      without={
        <Page title="Approved" lead="Microsoft reports that the assistant was approved. Sign in to continue.">
          <div>
            <SignInButton request={way}>Sign in with Microsoft</SignInButton>
          </div>
        </Page>
      }
    >
      {({ tenantId }) =>
        isForeignTenant(tenant, tenantId) ? (
          <AskMicrosoft tenantId={tenantId} approved={<Closed way={way} approvedAt={Date.now()} />}>
            <OtherTenant />
          </AskMicrosoft>
        ) : (
          <Closed way={way} approvedAt={Date.now()} />
        )
      }
    </WithAccount>
  );
}

function Closed({ way, approvedAt }: { way: { returnTo: string; resumeRunId?: string }; approvedAt: number }) {
  const [at] = useState(approvedAt);
  useEffect(() => {
    const kept = storedConsent(sessionStorage);
    if (kept) closeConsent(sessionStorage, kept, at);
  }, [at]);
  return <ContinueSetup way={way} />;
}

/** The parameter names another organization, and Microsoft lists no approval by this one. */
function OtherTenant() {
  return (
    <>
      <Notice kind="attention" title="This answer is about another organization">
        <p>
          The assistant was approved elsewhere, not where you are signed in. Approve it here, or sign in to the other
          organization.
        </p>
      </Notice>
      <Elsewhere />
    </>
  );
}

function Elsewhere() {
  return (
    <>
      <div className="flex flex-wrap gap-3">
        <SignInButton look="secondary" request={{ returnTo: '/connect', chooseAccount: true }}>
          Use another account
        </SignInButton>
      </div>
      <TextLink to="/connect">Go to the setup</TextLink>
    </>
  );
}

/** Approved, whatever became of our parameters on the way. */
function Found({ returnTo = '/connect' }: { returnTo: string | undefined }) {
  return (
    <Page title="The assistant is approved" lead="Microsoft lists the approval by your organization. Thank you.">
      <div>
        <Button asChild look="primary">
          <Link to={returnTo}>Continue</Link>
        </Button>
      </div>
    </Page>
  );
}

/** Somebody whom we do not know, perhaps just back from an approval: only a sign-in lets us ask Microsoft. */
function Greeting({ returnTo = '/connect' }: { returnTo: string | undefined }) {
  return (
    <Page title="Back from Microsoft" lead="This is where Microsoft sends people after its approval page.">
      <Notice kind="info" title="If you have approved the assistant, thank you: Microsoft has recorded it">
        <p>
          Whoever sent you the address can continue in their own window, and you can close this one. To continue here,
          sign in: we then ask Microsoft whether the approval is there.
        </p>
      </Notice>
      <div>
        <SignInButton request={{ returnTo }}>Sign in with Microsoft</SignInButton>
      </div>
    </Page>
  );
}
