import { type FormEvent, useId, useState } from 'react';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { Choice, ChoiceGroup } from '#ui/choice.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Field, inputLook } from '#ui/field.tsx';
import { channelFrom } from './channel-from.ts';
import { ShownSecret } from './shown-secret.tsx';
import { useMakeChannel } from './use-channels.ts';
import { severities } from './words.ts';

/** Makes a channel; of a webhook the secret is shown below, once. */
export function NewChannel() {
  const [kind, setKind] = useState<'webhook' | 'mail'>('webhook');
  const make = useMakeChannel();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    make.mutate(channelFrom(kind, new FormData(form)), { onSuccess: () => form.reset() });
  };
  return (
    <Card title="New channel">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <ChoiceGroup legend="Send alerts by">
          <Choice
            type="radio"
            name="by"
            label="Webhook"
            checked={kind === 'webhook'}
            onChange={() => setKind('webhook')}
          />
          <Choice type="radio" name="by" label="Mail" checked={kind === 'mail'} onChange={() => setKind('mail')} />
        </ChoiceGroup>
        <Field label="Name" name="name" required maxLength={80} />
        {kind === 'webhook' ? (
          <Field
            label="Address"
            hint="https. An address inside the network must be listed in ALERT_INSIDE_ADDRESSES."
            name="address"
            type="url"
            required
          />
        ) : (
          <MailFields />
        )}
        <ChoiceGroup legend="Severities">
          {Object.entries(severities).map(([name, label]) => (
            <Choice key={name} type="checkbox" name={name} label={label} defaultChecked={name !== 'info'} />
          ))}
        </ChoiceGroup>
        <Disclosure summary="Only some tenants or kinds of findings">
          <div className="flex flex-col gap-4">
            <Field label="Tenant IDs" hint="Empty: all tenants" name="tenants" />
            <Field label="Kinds of findings" hint="Such as lock-off, owner-added. Empty: all kinds" name="kinds" />
          </div>
        </Disclosure>
        <Button type="submit" look="primary" className="self-start" busy={make.isPending && 'Making…'}>
          Make the channel
        </Button>
      </form>
      <div className="mt-4 flex flex-col gap-4">
        {make.isError ? <ProblemNotice error={make.error} /> : null}
        {make.data?.secret ? <ShownSecret secret={make.data.secret} /> : null}
      </div>
    </Card>
  );
}

function MailFields() {
  const id = useId();
  return (
    <>
      <Field label="Mail server" name="host" required />
      <Field label="Port" name="port" type="number" min={1} max={65_535} defaultValue={587} required />
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="font-medium">
          Encryption
        </label>
        <select id={id} name="security" className={inputLook} defaultValue="starttls">
          <option value="starttls">STARTTLS</option>
          <option value="tls">TLS from the first byte</option>
          <option value="none">None (a listed address inside only)</option>
        </select>
      </div>
      <Field label="From" name="from" type="email" required />
      <Field label="To" hint="One or more addresses" name="to" required />
      <Disclosure summary="Sign in to the mail server with OAuth 2">
        <div className="flex flex-col gap-4">
          <Field label="Mailbox" name="user" />
          <Field label="Token address" name="tokenAddress" type="url" />
          <Field label="Application (client) ID" name="clientId" />
          <Field label="Client secret" name="clientSecret" type="password" autoComplete="off" />
          <Field label="Scope" name="scope" defaultValue="https://outlook.office365.com/.default" />
        </div>
      </Disclosure>
    </>
  );
}
