import { useState } from 'react';
import { invitationAddress, invitationMail } from '#lib/invitation-mail.ts';
import { isTenantName } from '#lib/tenant-name.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { CopyableText } from '#ui/copyable.tsx';
import { Field } from '#ui/field.tsx';
import { focusFirstError } from '#ui/first-error.ts';

/** Only a customer's own administrator can connect their tenant: an operator sends them the address. */
export function InviteCustomer() {
  const [invited, setInvited] = useState<string>();
  const [refused, setRefused] = useState<string>();
  const submit = (form: HTMLFormElement) => {
    const tenant = String(new FormData(form).get('customer')).trim().toLowerCase();
    const right = isTenantName(tenant);
    setInvited(right ? tenant : undefined);
    setRefused(right ? undefined : 'Enter a domain such as contoso.com, or a tenant ID.');
    if (!right) requestAnimationFrame(() => focusFirstError(form));
  };
  return (
    <Card title="Invite a customer">
      <form
        noValidate
        className="flex flex-col items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit(event.currentTarget);
        }}
      >
        <p>
          A tenant is connected by one of its own administrators. You get an address that opens the setup for that
          tenant and holds no secret.
        </p>
        <div className="w-full">
          <Field
            name="customer"
            label="The customer’s domain or tenant ID"
            placeholder="contoso.com"
            autoComplete="off"
            spellCheck={false}
            error={refused}
          />
        </div>
        <Button type="submit" look="primary">
          Make the address
        </Button>
        {invited ? (
          <div role="status" className="flex w-full flex-col items-start gap-3">
            <CopyableText what="address for the customer" value={invitationAddress(invited)} />
            <Button asChild>
              <a
                href={invitationMail(
                  { name: invited, primaryDomain: invited, connected: false },
                  invitationAddress(invited),
                )}
              >
                Write a mail
              </a>
            </Button>
          </div>
        ) : null}
      </form>
    </Card>
  );
}
