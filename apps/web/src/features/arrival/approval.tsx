import { useLocation } from 'react-router';
import { assistantScopes } from '#lib/assistant-scopes.ts';
import { approvalIsSpreading, consentAddress, requestConsent, storedConsent } from '#lib/consent.ts';
import { useConfig } from '#lib/queries.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { CopyableText } from '#ui/copyable.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Notice } from '#ui/notice.tsx';
import { useNow } from '#ui/time.tsx';
import { duration } from '#ui/time-words.ts';

interface ApprovalProps {
  tenantId: string;
  onCheck(): void;
}

/** The assistant itself is not approved in this tenant: approve it, hand the address on, or wait for the news to spread. */
export function Approval({ tenantId, onCheck }: ApprovalProps) {
  const now = useNow();
  const kept = storedConsent(sessionStorage);
  if (kept?.approvedAt !== undefined && approvalIsSpreading(kept, now))
    return (
      <Notice
        kind="info"
        title="Microsoft is still replicating the approval"
        actions={<Button onClick={onCheck}>Check now</Button>}
      >
        <p>
          You approved the assistant {duration(now - kept.approvedAt)} ago. It usually takes a few seconds until all of
          Microsoft’s servers know, at times some minutes. This page checks again automatically and continues.
        </p>
      </Notice>
    );
  return <NotApproved tenantId={tenantId} late={kept?.approvedAt !== undefined} />;
}

function NotApproved({ tenantId, late }: { tenantId: string; late: boolean }) {
  const { search } = useLocation();
  const config = useConfig().data;
  if (!config) return null;
  return (
    <Card title="The assistant needs an approval first">
      <div className="flex flex-col items-start gap-4">
        {late ? (
          <p>Microsoft still does not list your earlier approval after ten minutes. You can approve again.</p>
        ) : null}
        <p>
          An administrator must approve this assistant before it can act in your tenant. It acts only as you, and you
          can remove the approval at the end.
        </p>
        <Button
          look="primary"
          onClick={() => requestConsent(config, { tenant: tenantId, returnTo: `/connect${search}` }, window)}
        >
          Approve
        </Button>
        <Disclosure summary={`The ${assistantScopes.length} permissions on Microsoft’s page, and why`}>
          <ul className="flex flex-col gap-2">
            {assistantScopes.map(({ scope, why }) => (
              <li key={scope}>
                <code className="font-mono text-small break-all">{scope}</code>
                <span className="block text-small text-muted">{why}</span>
              </li>
            ))}
          </ul>
        </Disclosure>
        <Disclosure summary="Somebody else must approve it">
          <div className="flex flex-col gap-2">
            <p className="text-muted">
              Send this address to a Global Administrator. While this page is open it checks again automatically, and
              continues once the assistant is approved.
            </p>
            <CopyableText
              what="approval address"
              value={consentAddress(config, window.location.origin, { tenant: tenantId })}
            />
          </div>
        </Disclosure>
      </div>
    </Card>
  );
}
