import type { TenantCredential, TenantView } from '@vplus/contracts';
import { CredentialEnd } from '#lib/credential-end.tsx';
import { credentialNames, renewFrom } from '#lib/credential-life.ts';
import { Card } from '#ui/card.tsx';
import { CopyableId } from '#ui/copyable.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import { Table } from '#ui/table.tsx';
import { Day, useNow } from '#ui/time.tsx';
import { LifeBar } from './life-bar.tsx';
import { RotateLink } from './rotate-link.tsx';

/** What the application signs in with, and how far the life of each has gone. */
export function Credentials({ tenant }: { tenant: TenantView }) {
  const { credentials, state } = tenant;
  if (credentials.length === 0 || state === 'disconnected') return null;
  return (
    <Card title="Credentials">
      <div className="flex flex-col gap-6">
        {credentials.map((credential) => (
          <Credential key={credential.keyId} credential={credential} tenant={tenant} />
        ))}
        <Disclosure summary="Show the dates as a table">
          <Table
            stacks
            caption="The life of each credential"
            heads={['Credential', 'Added', 'Replace from', 'Expires']}
            rows={credentials.map((one) => ({
              key: one.keyId,
              cells: [
                credentialNames[one.kind],
                one.addedAt ? <Day key="added" at={one.addedAt} /> : 'Not known',
                <Day key="renew" at={new Date(renewFrom(one)).toISOString()} />,
                <Day key="expires" at={one.expiresAt} />,
              ],
            }))}
          />
        </Disclosure>
      </div>
    </Card>
  );
}

function Credential({ credential, tenant }: { credential: TenantCredential; tenant: TenantView }) {
  const { kind, keyId, addedAt, expiresAt } = credential;
  const now = useNow();
  const renew = renewFrom(credential);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-medium">{credentialNames[kind]}</h3>
        <span className="flex flex-wrap items-baseline gap-x-2">
          <CredentialEnd credential={credential} unnamed />
          <RotateLink tenant={tenant} credentials={[credential]} />
        </span>
      </div>
      <LifeBar credential={credential} />
      <p className="text-small text-muted">
        {addedAt ? (
          <>
            Added on <Day at={addedAt} />,{' '}
          </>
        ) : (
          'When it was added is not known. It '
        )}
        {Date.parse(expiresAt) > now ? 'expires' : 'expired'} on <Day at={expiresAt} />.{' '}
        {renew > now ? (
          <>
            Replace it from <Day at={new Date(renew).toISOString()} /> on.
          </>
        ) : (
          'It is time to replace it.'
        )}
      </p>
      <p className="flex flex-wrap items-center gap-x-2 text-small text-muted">
        ID <CopyableId value={keyId} what={`ID of the ${credentialNames[kind].toLowerCase()}`} />
      </p>
    </div>
  );
}
