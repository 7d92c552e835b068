import { approvalIsSpreading, askConsent, consentAddress, keptConsent } from '#lib/consent.ts';
import { useConfig } from '#lib/queries.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { CopyableText } from '#ui/copyable.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Notice } from '#ui/notice.tsx';
import { TextLink } from '#ui/text-link.tsx';
import { useNow } from '#ui/time.tsx';
import { duration } from '#ui/time-words.ts';

interface ApprovalProps {
  tenantId: string;
  missingScopes: string[];
  onCheck(): void;
}

/** The assistant itself is not approved in this tenant: approve it, hand the address on, or wait for the news to spread. */
export function Approval({ tenantId, missingScopes, onCheck }: ApprovalProps) {
  const now = useNow();
  const kept = keptConsent(sessionStorage);
  if (kept?.approvedAt !== undefined && approvalIsSpreading(kept, now))
    return (
      <Notice
        kind="info"
        title="Microsoft is spreading the approval"
        actions={<Button onClick={onCheck}>Check now</Button>}
      >
        <p>
          You approved the assistant {duration(now - kept.approvedAt)} ago, and Microsoft’s servers are still telling
          each other. This usually takes a few seconds, at times some minutes. We ask again by ourselves and go on.
        </p>
      </Notice>
    );
  return <NotApproved tenantId={tenantId} missingScopes={missingScopes} late={kept?.approvedAt !== undefined} />;
}

function NotApproved({ tenantId, missingScopes, late }: { tenantId: string; missingScopes: string[]; late: boolean }) {
  const config = useConfig().data;
  if (!config) return null;
  return (
    <Card title="The assistant needs an approval first">
      <div className="flex flex-col items-start gap-4">
        {late ? (
          <p>Microsoft does not show your earlier approval after ten minutes. Approving once more does no harm.</p>
        ) : null}
        <p>
          Microsoft lets this assistant act in your tenant only after an administrator approved it. The approval covers
          what is done on your behalf while you are signed in, and can be removed at the end.
        </p>
        <Button look="primary" onClick={() => askConsent(config, { tenant: tenantId, returnTo: '/connect' }, window)}>
          Approve
        </Button>
        {missingScopes.length > 0 ? (
          <Disclosure summary={`What is still to be approved (${missingScopes.length})`}>
            <ul className="flex flex-col gap-1">
              {missingScopes.map((scope) => (
                <li key={scope}>
                  <code className="font-mono text-small break-all">{scope}</code>
                </li>
              ))}
            </ul>
          </Disclosure>
        ) : null}
        <Disclosure summary="Somebody else must approve">
          <div className="flex flex-col gap-2">
            <p className="text-muted">
              Send this address to a Global Administrator or a Cloud Application Administrator. This page asks again by
              itself while it is open, and goes on once it was approved.
            </p>
            <CopyableText
              what="approval address"
              value={consentAddress(config, window.location.origin, { tenant: tenantId })}
            />
          </div>
        </Disclosure>
        <TextLink to="/help/not-back">I did not get back from Microsoft’s page</TextLink>
      </div>
    </Card>
  );
}
