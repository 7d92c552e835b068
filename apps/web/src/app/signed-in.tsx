import { useQuery } from '@tanstack/react-query';
import { Outlet } from 'react-router';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { sessionQuery, useAccount } from '#lib/queries.ts';
import { SessionProvider } from '#lib/session.tsx';
import { Loading } from '#ui/loading.tsx';
import { Page } from '#ui/page.tsx';
import { Refusal } from './refusal.tsx';
import { SignInFirst } from './sign-in-first.tsx';

/** Lets only people in whom the API knows and lets do something; the rest learn why, and who can. */
export function SignedIn() {
  const account = useAccount();
  const session = useQuery({ ...sessionQuery, enabled: Boolean(account.data) });

  if (account.isError) return <Unavailable error={account.error} onRetry={account.refetch} />;
  if (account.isPending) return <Waiting what="Looking for your sign-in…" />;
  if (!account.data) return <SignInFirst />;
  if (session.isError) return <Unavailable error={session.error} onRetry={session.refetch} />;
  if (session.isPending) return <Waiting what="Checking what you may do here…" />;
  if (session.data.may.length === 0 && !session.data.operator) return <Refusal session={session.data} />;
  return (
    <SessionProvider value={session.data}>
      <Outlet />
    </SessionProvider>
  );
}

function Waiting({ what }: { what: string }) {
  return (
    <Page title="One moment">
      <Loading what={what} />
    </Page>
  );
}

function Unavailable({ error, onRetry }: { error: unknown; onRetry(): void }) {
  return (
    <Page title="We cannot let you in yet">
      <ProblemNotice error={error} onRetry={onRetry} retriesItself />
    </Page>
  );
}
