import { consentAddress, requestConsent } from '#lib/consent.ts';
import { useConfig } from '#lib/queries.ts';
import { Button } from '#ui/button.tsx';
import { CopyableText } from '#ui/copyable.tsx';
import { Disclosure } from '#ui/disclosure.tsx';

/** Where people may not consent for themselves, the very first sign-in stops on Microsoft's page. */
export function ApproveFirst() {
  const config = useConfig().data;
  return (
    <Disclosure summary="Approve the assistant first">
      <div className="flex flex-col items-start gap-3">
        <p className="text-muted">
          If Microsoft’s sign-in page says that an administrator must approve this assistant, approve it here before you
          sign in, or send this address to an administrator.
        </p>
        {config ? (
          <>
            <Button onClick={() => requestConsent(config, { tenant: 'organizations', returnTo: '/connect' }, window)}>
              Approve for your organization
            </Button>
            <CopyableText
              what="approval address"
              value={consentAddress(config, window.location.origin, { tenant: 'organizations' })}
            />
          </>
        ) : null}
      </div>
    </Disclosure>
  );
}
