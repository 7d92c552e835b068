import { SignInButton } from '#lib/sign-in-button.tsx';
import { Notice } from '#ui/notice.tsx';
import { TextLink } from '#ui/text-link.tsx';

interface WrongTenantProps {
  invited: string;
  /** As far as it is known: the name, or the domain of the account. */
  here: string;
  /** Microsoft could not tell whose domain was meant: it may be this very organization. */
  unsure: boolean;
}

/** The invitation names another organization than the one that is signed in to: nothing is offered here but the way there. */
export function WrongTenant({ invited, here, unsure }: WrongTenantProps) {
  return (
    <Notice
      kind={unsure ? 'attention' : 'bad'}
      title={unsure ? `Is this ${invited}?` : 'You are signed in to the wrong organization'}
      actions={
        <SignInButton
          look={unsure ? 'secondary' : 'primary'}
          request={{ tenant: invited, returnTo: `/connect?tenant=${invited}`, chooseAccount: true }}
        >
          Sign in at {invited}
        </SignInButton>
      }
    >
      <p>
        You were invited to connect <strong>{invited}</strong>, and you are signed in to <strong>{here}</strong>.
        {unsure ? ' Microsoft could not say whether these are the same organization.' : ''}
      </p>
      {unsure ? null : (
        <p>
          If you mean to connect {here} instead, <TextLink to="/connect">continue without the invitation</TextLink>.
        </p>
      )}
    </Notice>
  );
}
