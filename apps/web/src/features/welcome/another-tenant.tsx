import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '#lib/api-problem.ts';
import { openIdentity } from '#lib/identity.ts';
import { isTenantName } from '#lib/tenant-name.ts';
import { Button } from '#ui/button.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Field } from '#ui/field.tsx';
import { focusFirstError } from '#ui/first-error.ts';

/** Guests and partners land in their home tenant otherwise. */
export function AnotherTenant() {
  const [refused, setRefused] = useState<string>();
  const signIn = useMutation({
    mutationFn: async (tenant: string) => (await openIdentity()).signIn({ tenant, returnTo: '/connect' }),
    onError: (error) => setRefused(`${problemOf(error).title}. ${problemOf(error).remedy}`),
  });
  const leaving = signIn.isPending || signIn.isSuccess;

  const submit = (form: HTMLFormElement) => {
    const tenant = String(new FormData(form).get('tenant')).trim().toLowerCase();
    const right = isTenantName(tenant);
    if (right) signIn.mutate(tenant);
    setRefused(right ? undefined : 'Enter a domain such as contoso.com, or a tenant ID.');
    if (!right) requestAnimationFrame(() => focusFirstError(form));
  };

  return (
    <Disclosure summary="Sign in to another tenant">
      <form
        noValidate
        className="flex flex-col items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit(event.currentTarget);
        }}
      >
        <div className="w-full">
          <Field
            name="tenant"
            label="Domain or tenant ID"
            hint="For partners and guests. Without it, Microsoft signs you in to your own organization."
            placeholder="contoso.com"
            autoComplete="off"
            spellCheck={false}
            error={refused}
          />
        </div>
        <Button type="submit" busy={leaving && 'Opening Microsoft…'}>
          Sign in to this tenant
        </Button>
      </form>
    </Disclosure>
  );
}
