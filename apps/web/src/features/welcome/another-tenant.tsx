import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '#lib/api-problem.ts';
import { openIdentity } from '#lib/identity.ts';
import { Button } from '#ui/button.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Field } from '#ui/field.tsx';
import { isTenantName } from './tenant-name.ts';

/** Guests and partners land in their home tenant otherwise. */
export function AnotherTenant() {
  const [refused, setRefused] = useState<string>();
  const signIn = useMutation({
    mutationFn: async (tenant: string) => (await openIdentity()).signIn({ tenant, returnTo: '/connect' }),
    onError: (error) => setRefused(`${problemOf(error).title}. ${problemOf(error).remedy}`),
  });
  const leaving = signIn.isPending || signIn.isSuccess;

  const submit = (form: FormData) => {
    const tenant = String(form.get('tenant')).trim().toLowerCase();
    if (isTenantName(tenant)) signIn.mutate(tenant);
    setRefused(isTenantName(tenant) ? undefined : 'Give a domain such as contoso.com, or a tenant id.');
  };

  return (
    <Disclosure summary="Sign in at another tenant">
      <form
        noValidate
        className="flex flex-col items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit(new FormData(event.currentTarget));
        }}
      >
        <div className="w-full">
          <Field
            name="tenant"
            label="Domain or tenant id"
            hint="For partners and guests: otherwise Microsoft signs you in to your own organization."
            placeholder="contoso.com"
            autoComplete="off"
            spellCheck={false}
            error={refused}
          />
        </div>
        <Button type="submit" busy={leaving && 'Opening Microsoft…'}>
          Sign in at this tenant
        </Button>
      </form>
    </Disclosure>
  );
}
