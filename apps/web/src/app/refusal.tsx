import type { SessionView } from '@vplus/contracts';
import { useLocation } from 'react-router';
import { helpWanted, invitationAddress } from '#lib/invitation-mail.ts';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { CopyableId, CopyableText } from '#ui/copyable.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Page } from '#ui/page.tsx';

const reasons: Record<NonNullable<SessionView['refusal']>, { title: string; why: string; who: string }> = {
  'no-administrator-role': {
    title: 'Your account cannot connect this tenant',
    why: 'Connecting creates an application and grants it permissions, which Microsoft allows only to administrators. Your account has none of the roles for it.',
    who: 'Ask a Global Administrator of your organization, or somebody who is both Privileged Role Administrator and Cloud Application Administrator. If you are eligible for such a role in Privileged Identity Management, activate it. Then sign in again: Microsoft tells us your roles only when you sign in.',
  },
  guest: {
    title: 'You are a guest in this tenant',
    why: 'Guests may act here only if whoever runs this assistant has allowed them by name.',
    who: 'Ask an administrator who is a member of the tenant, or whoever runs this assistant. To connect your own organization, sign in to it.',
  },
  'tenant-not-allowed': {
    title: 'This tenant may not use this assistant',
    why: 'Whoever runs this assistant decides which tenants it serves, and yours is not among them.',
    who: 'Send the tenant ID below to whoever runs this assistant.',
  },
};

export function Refusal({ session }: { session: SessionView }) {
  const { pathname, search } = useLocation();
  const { title, why, who } = reasons[session.refusal ?? 'no-administrator-role'];
  const again = { returnTo: pathname + search };
  return (
    <Page title={title} lead={why}>
      <Card title="Who can help">
        <div className="flex flex-col items-start gap-3">
          <p>{who}</p>
          {session.refusal === 'no-administrator-role' ? <Forward username={session.person.username} /> : null}
        </div>
      </Card>
      {session.operatorTenant && session.refusal === 'no-administrator-role' ? <OperatorRole /> : null}
      <Card title="You are signed in as">
        <Facts>
          <FactRow label="Name">{session.person.name}</FactRow>
          <FactRow label="Account">{session.person.username}</FactRow>
          <FactRow label="Tenant ID">
            <CopyableId value={session.tenantId} what="tenant ID" />
          </FactRow>
        </Facts>
      </Card>
      <div className="flex flex-wrap gap-3">
        <SignInButton request={{ ...again, tenant: session.tenantId }}>Sign in again</SignInButton>
        <SignInButton look="secondary" request={{ ...again, chooseAccount: true }}>
          Use another account
        </SignInButton>
      </div>
    </Page>
  );
}

/** Something to send: the person who has the role is often one whom nobody has told of this assistant. */
function Forward({ username }: { username: string }) {
  const domain = username.split('@').at(-1) ?? '';
  const { text, href } = helpWanted(domain, invitationAddress(domain));
  return (
    <>
      <p>You can send them this text:</p>
      <CopyableText what="text for an administrator" value={text} />
      <Button asChild>
        <a href={href}>Write a mail</a>
      </Button>
    </>
  );
}

/** In the tenant of whoever runs this assistant the dashboard of all tenants has a role of its own. */
function OperatorRole() {
  return (
    <Card title="To see all tenants as an operator">
      <p>
        You need the app role <strong>Operator</strong>. An administrator assigns it in the Microsoft Entra admin
        center: Enterprise applications, this assistant, Users and groups, Add user/group. Then sign in again.
      </p>
    </Card>
  );
}
