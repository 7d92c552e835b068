import type { ReactNode } from 'react';
import type { Account } from '#lib/identity-port.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { useAccount } from '#lib/queries.ts';
import { Loading } from '#ui/loading.tsx';
import { Page } from '#ui/page.tsx';

interface WithAccountProps {
  /** For somebody who is not signed in. */
  without: ReactNode;
  children(account: Account): ReactNode;
}

/** Waits until it is known whether somebody is signed in here. */
export function WithAccount({ without, children }: WithAccountProps) {
  const account = useAccount();
  if (account.isError)
    return (
      <Page title="We cannot continue yet">
        <ProblemNotice error={account.error} onRetry={account.refetch} />
      </Page>
    );
  if (account.isPending)
    return (
      <Page title="Back from Microsoft">
        <Loading what="Looking for your sign-in…" />
      </Page>
    );
  return account.data ? children(account.data) : without;
}
