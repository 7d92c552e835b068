import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { GoOn } from '#lib/go-on.tsx';
import { openIdentity } from '#lib/identity.ts';
import { MicrosoftAnswer } from '#lib/microsoft-answer.tsx';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { Loading } from '#ui/loading.tsx';
import { Page } from '#ui/page.tsx';

/** Where Microsoft sends the person after a sign-in or a sign-out; goes on by itself. */
export function AuthReturnPage() {
  const landing = useQuery({
    queryKey: ['landing'],
    queryFn: async () => (await openIdentity()).landing,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

  if (landing.isPending)
    return (
      <Page title="Back from Microsoft">
        <Loading what="Finishing your sign-in…" />
      </Page>
    );
  if (landing.isError)
    return (
      <Page title="Your sign-in could not be finished">
        <ProblemNotice error={landing.error} onRetry={landing.refetch} />
      </Page>
    );
  switch (landing.data.is) {
    case 'signed-in':
      return <GoOn way={landing.data} />;
    case 'nothing':
      return <Navigate to="/" replace />;
    case 'refused':
      return (
        <Page title="You were not signed in" lead="Nothing was changed.">
          <MicrosoftAnswer error={landing.data.error} description={landing.data.description} />
          <div>
            <SignInButton request={{ returnTo: '/connect' }}>Sign in with Microsoft</SignInButton>
          </div>
        </Page>
      );
  }
}
