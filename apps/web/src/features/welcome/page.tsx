import { Check, type LucideIcon, ShieldCheck } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { invitedTenant } from '#lib/invited-tenant.ts';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { useAccount, useConfig } from '#lib/queries.ts';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { AnotherTenant } from './another-tenant.tsx';
import { ApproveFirst } from './approve-first.tsx';

export function WelcomePage() {
  const config = useConfig();
  const account = useAccount().data;
  const invited = useInvitation();
  const returnTo = invited ? `/connect?tenant=${invited}` : '/connect';
  const there = invited ? { tenant: invited } : {};
  return (
    <Page
      title="Connect Microsoft 365 to vPlus"
      lead="Sign in, read the plan and approve it. The assistant does the rest in a minute or two. You can close the page meanwhile."
    >
      {config.isError ? <ProblemNotice error={config.error} onRetry={config.refetch} /> : null}
      {invited ? (
        <Notice kind="info" title={`You were invited to connect ${invited}`}>
          <p>
            Sign in with an account of that organization. If you use another one, you are told before anything is done.
          </p>
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        {account ? (
          <>
            <Button asChild look="primary">
              <Link to={returnTo}>Continue as {account.name}</Link>
            </Button>
            <SignInButton look="secondary" request={{ ...there, returnTo, chooseAccount: true }}>
              Use another account
            </SignInButton>
          </>
        ) : (
          <SignInButton request={{ ...there, returnTo }}>Sign in with Microsoft</SignInButton>
        )}
      </div>
      <div className="grid gap-6 sm:grid-cols-2">
        <Card title="What will happen">
          <Points
            icon={Check}
            points={[
              'An application for vPlus is registered in your tenant.',
              'It gets the permissions that vPlus needs to back up mail, files, sites and teams.',
              'Your organization is added to the vPlus server and read for the first time.',
              'You see every change before it is made, and the proof afterwards.',
            ]}
          />
        </Card>
        <Card title="What never happens">
          <Points
            icon={ShieldCheck}
            points={[
              'This assistant never sees your password. You type it on Microsoft’s own page.',
              'Your administrator access is not kept after the setup.',
              'Nothing that others made is changed or deleted, unless you choose it in the plan.',
              'The application’s secret is never logged. It is sent to vPlus only, unless you ask to see it.',
            ]}
          />
        </Card>
      </div>
      <Card title="Who can do it">
        <p>
          A Global Administrator, or a Privileged Role Administrator who is also Cloud Application Administrator. With
          another account you are told which role is missing, and you get a text to send to somebody who has it.
        </p>
      </Card>
      <Card title="Other ways in">
        <div className="flex flex-col gap-6">
          <AnotherTenant />
          <ApproveFirst />
        </div>
      </Card>
    </Page>
  );
}

/** `/?tenant=contoso.com`: the address that whoever runs this assistant sends to a customer. */
function useInvitation(): string | null {
  const [search] = useSearchParams();
  return invitedTenant(search.toString());
}

function Points({ icon: Icon, points }: { icon: LucideIcon; points: string[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {points.map((point) => (
        <li key={point} className="flex gap-2">
          <Icon aria-hidden size={16} className="mt-1 shrink-0 text-muted" />
          {point}
        </li>
      ))}
    </ul>
  );
}
