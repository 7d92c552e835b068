import type { SessionView } from '@vplus/contracts';
import { useLocation } from 'react-router';
import { SignInButton } from '#lib/sign-in-button.tsx';
import { Card } from '#ui/card.tsx';
import { CopyableId } from '#ui/copyable.tsx';
import { FactRow, Facts } from '#ui/facts.tsx';
import { Page } from '#ui/page.tsx';

const reasons: Record<NonNullable<SessionView['refusal']>, { title: string; why: string; who: string }> = {
  'no-administrator-role': {
    title: 'Your account cannot connect this tenant',
    why: 'Connecting creates an application and grants it permissions, which Microsoft allows only to administrators. Your account has none of the roles for it.',
    who: 'Ask a Global Administrator of your organization, or somebody who is both Privileged Role Administrator and Cloud Application Administrator. If such a role waits for you in Privileged Identity Management, activate it first. Then, or if you were given it just now, sign in again: Microsoft tells us your roles only at a sign-in.',
  },
  guest: {
    title: 'You are a guest in this tenant',
    why: 'Guests may act here only when whoever runs this assistant has allowed it for them by name.',
    who: 'Ask an administrator who is a member of the tenant, or whoever runs this assistant. To connect your own organization, sign in to it.',
  },
  'tenant-not-allowed': {
    title: 'This tenant may not use this assistant',
    why: 'Whoever runs this assistant decides which tenants it serves, and yours is not among them.',
    who: 'Send the tenant id below to whoever runs this assistant.',
  },
};

export function Refusal({ session }: { session: SessionView }) {
  const { pathname, search } = useLocation();
  const { title, why, who } = reasons[session.refusal ?? 'no-administrator-role'];
  return (
    <Page title={title} lead={why}>
      <Card title="Who can help">
        <p>{who}</p>
      </Card>
      <Card title="You are signed in as">
        <Facts>
          <FactRow label="Name">{session.person.name}</FactRow>
          <FactRow label="Account">{session.person.username}</FactRow>
          <FactRow label="Tenant id">
            <CopyableId value={session.tenantId} what="tenant id" />
          </FactRow>
        </Facts>
      </Card>
      <div>
        <SignInButton request={{ returnTo: pathname + search, chooseAccount: true }}>Use another account</SignInButton>
      </div>
    </Page>
  );
}
