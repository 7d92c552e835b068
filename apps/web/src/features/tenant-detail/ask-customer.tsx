import type { TenantView } from '@vplus/contracts';
import { invitationAddress, invitationMail } from '#lib/invitation-mail.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { CopyableText } from '#ui/copyable.tsx';

/**
 * What changes a tenant needs a sign-in there: an operator sends the customer an address that leads to this tenant alone.
 */
export function AskCustomer({ tenant }: { tenant: TenantView }) {
  const connected = Boolean(tenant.connection?.connectedAt) && tenant.state !== 'disconnected';
  const address = invitationAddress(tenant.primaryDomain);
  return (
    <Card title={connected ? 'Ask the customer' : 'Invite the customer'}>
      <div className="flex flex-col items-start gap-3">
        <p>
          {connected ? 'A full check, a repair or a disconnect' : 'A connect'} needs the sign-in of an administrator of{' '}
          {tenant.name}. Send them this address. It opens the setup for {tenant.primaryDomain} and nothing else, and
          holds no secret.
        </p>
        <CopyableText what="address for the customer" value={address} />
        <Button asChild>
          <a href={invitationMail({ ...tenant, connected }, address)}>Write a mail</a>
        </Button>
      </div>
    </Card>
  );
}
