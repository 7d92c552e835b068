import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { ContinueSetup } from '#lib/continue-setup.tsx';
import { openIdentity } from '#lib/identity.ts';
import { MicrosoftAnswer } from '#lib/microsoft-answer.tsx';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { useAccount } from '#lib/queries.ts';
import { queryKeys } from '#lib/query-keys.ts';
import { explain, saidByMicrosoft } from '#lib/said-by-microsoft.ts';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { Loading } from '#ui/loading.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { TextLink } from '#ui/text-link.tsx';

/** Where Microsoft sends the person after a sign-in or a sign-out; goes on by itself. */
export function AuthReturnPage() {
  const signInReturn = useQuery({
    queryKey: queryKeys.signInReturn,
    queryFn: async () => (await openIdentity()).signInReturn,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

  if (signInReturn.isPending)
    return (
      <Page title="Back from Microsoft">
        <Loading what="Finishing your sign-in…" />
      </Page>
    );
  if (signInReturn.isError)
    return (
      <Page title="Your sign-in could not be finished">
        <ProblemNotice error={signInReturn.error} onRetry={signInReturn.refetch} />
      </Page>
    );
  switch (signInReturn.data.is) {
    case 'signed-in':
      return <ContinueSetup way={signInReturn.data} />;
    case 'foreign':
      return <Foreign />;
    case 'nothing':
      return <Navigate to="/" replace />;
    case 'refused': {
      const said = saidByMicrosoft(signInReturn.data.description, signInReturn.data.error);
      // A normal interrupt of a sign-in: there is nothing to tell.
      if (!said || explain(said)?.silent) return <Navigate to="/" replace />;
      return (
        <Page title="You were not signed in" lead="Nothing was changed.">
          <MicrosoftAnswer said={said} />
          <div>
            <SignInButton request={{ returnTo: '/connect' }}>Sign in with Microsoft</SignInButton>
          </div>
        </Page>
      );
    }
  }
}

/** An answer that nobody waits for: an old address, or one of another window. Whoever is signed in needs none. */
function Foreign() {
  const account = useAccount();
  if (account.data) return <Navigate to="/connect" replace />;
  return (
    <Page title="We did not ask for this answer">
      <Notice kind="attention" title="This sign-in link has expired, or belongs to another window">
        <p>Nothing was changed. Start the sign-in here if you meant to.</p>
      </Notice>
      <TextLink to="/">Go to the start</TextLink>
    </Page>
  );
}
