import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { ProblemNotice } from '#lib/problem-notice.tsx';
import { severityWords } from '#lib/severity-words.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { Choice, ChoiceGroup } from '#ui/choice.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Field, inputLook } from '#ui/field.tsx';
import { type ChannelKind, channelFrom } from './channel-from.ts';
import { ShownSecret } from './shown-secret.tsx';
import { useMakeChannel } from './use-channels.ts';

const ways: Record<ChannelKind, string> = { webhook: 'Webhook', mail: 'Mail', teams: 'Teams', slack: 'Slack' };

/** Where the address comes from, and what becomes of it. */
const hints: Record<Exclude<ChannelKind, 'mail'>, string> = {
  webhook: 'https. An address inside the network must be listed in ALERT_INSIDE_ADDRESSES.',
  teams:
    'Of a workflow that begins “When a Teams webhook request is received”. It is a secret, and is not shown again.',
  slack: 'Of an incoming webhook. It is a secret, and is not shown again.',
};

/** Makes a channel; of a webhook the secret takes the place of the form, once. */
export function NewChannel() {
  const [kind, setKind] = useState<ChannelKind>('webhook');
  const make = useMakeChannel();
  if (make.data?.secret)
    return (
      <Card title="New channel">
        <Made name={make.data.channel.name} secret={make.data.secret} onNext={make.reset} />
      </Card>
    );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    make.mutate(channelFrom(kind, new FormData(form)), { onSuccess: () => form.reset() });
  };
  return (
    <Card title="New channel">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <ChoiceGroup legend="Send alerts by">
          {(Object.keys(ways) as ChannelKind[]).map((one) => (
            <Choice
              key={one}
              type="radio"
              name="by"
              label={ways[one]}
              checked={kind === one}
              onChange={() => setKind(one)}
            />
          ))}
        </ChoiceGroup>
        <Field label="Name" name="name" required maxLength={80} />
        {kind === 'mail' ? (
          <MailFields />
        ) : (
          <Field key={kind} label="Address" hint={hints[kind]} name="address" type="url" autoComplete="off" required />
        )}
        <ChoiceGroup legend="Severities">
          {Object.entries(severityWords).map(([name, label]) => (
            <Choice key={name} type="checkbox" name={name} label={label} defaultChecked={name !== 'info'} />
          ))}
        </ChoiceGroup>
        <DigestFields />
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
      <div className="mt-4 empty:hidden">{make.isError ? <ProblemNotice error={make.error} /> : null}</div>
    </Card>
  );
}

/** What comes at once, and at which hour the rest does. */
function DigestFields() {
  const [wanted, setWanted] = useState(false);
  return (
    <>
      <Choice
        type="checkbox"
        name="digest"
        label="Gather what can wait in a daily digest"
        checked={wanted}
        onChange={({ target }) => setWanted(target.checked)}
      />
      {wanted ? (
        <>
          <ChoiceGroup legend="At once">
            {Object.entries(severityWords).map(([name, label]) => (
              <Choice
                key={name}
                type="checkbox"
                name={`once-${name}`}
                label={label}
                defaultChecked={name === 'critical'}
              />
            ))}
          </ChoiceGroup>
          <Field
            label="Hour of the digest (UTC)"
            hint="What came until then, in one message. None where nothing came."
            name="hour"
            type="number"
            min={0}
            max={23}
            defaultValue={7}
            required
          />
        </>
      ) : null}
    </>
  );
}

/** Where the form was, since that is where whoever sent it looks. */
function Made({ name, secret, onNext }: { name: string; secret: string; onNext(): void }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <div ref={ref} tabIndex={-1} className="flex flex-col gap-4">
      <p>The channel “{name}” is made.</p>
      <ShownSecret secret={secret} />
      <Button className="self-start" onClick={onNext}>
        Make another channel
      </Button>
    </div>
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
