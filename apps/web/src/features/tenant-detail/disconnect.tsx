import type { StartRunBody, TenantView } from '@vplus/contracts';
import { useState } from 'react';
import { credentialNames } from '#lib/credential-life.ts';
import { listed } from '#lib/listed.ts';
import { Confirm } from '#ui/confirm.tsx';
import { Field } from '#ui/field.tsx';

interface DisconnectProps {
  tenant: TenantView;
  /** It never was connected, or the disconnect stopped midway. */
  unfinished: boolean;
  /** The backups on vPlus are the operator's to delete. */
  mayDelete: boolean;
  busy: string | false;
  onConfirm(choice: Pick<StartRunBody, 'deleteOrganization' | 'purge'>): void;
}

/** What goes, what stays, and the two things that go only when somebody says so. */
export function Disconnect({ tenant, unfinished, mayDelete, busy, onConfirm }: DisconnectProps) {
  const [purge, setPurge] = useState(false);
  const [typed, setTyped] = useState('');
  const deleteOrganization = typed.trim();
  const { connection, credentials, name } = tenant;
  const adopted = (connection?.choices?.adoptApplication ?? null) !== null;
  const byHand = connection?.choices?.writes === 'by-hand';
  const remove = unfinished ? 'Remove what was made' : 'Disconnect';
  return (
    <Confirm
      trigger={remove}
      title={unfinished ? `Remove what was made in ${name}?` : `Disconnect ${name}?`}
      action={deleteOrganization ? `${remove} and delete the backups` : remove}
      busy={busy}
      onConfirm={() =>
        onConfirm({ ...(purge ? { purge } : {}), ...(deleteOrganization ? { deleteOrganization } : {}) })
      }
    >
      <p>{whatGoes({ adopted, byHand, credentials })} Afterwards vPlus can no longer read the tenant.</p>
      <p>
        The organization stays on vPlus with its backups, and is marked as disconnected. If this assistant added it and
        it was never synchronized, it is removed.
      </p>
      {adopted || byHand ? null : (
        <label className="flex items-start gap-2 text-ink">
          <input
            type="checkbox"
            className="mt-1 size-4 shrink-0"
            checked={purge}
            onChange={(event) => setPurge(event.target.checked)}
          />
          <span>
            Also delete the application permanently. Otherwise Microsoft keeps it among the deleted applications for 30
            days, and connecting again restores it.
          </span>
        </label>
      )}
      {mayDelete ? (
        <Field
          label="Delete the organization and its backups on vPlus"
          hint="This cannot be undone. To do it, type the organization’s name as vPlus shows it. To keep it, leave this empty."
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
    </Confirm>
  );
}

interface Going {
  adopted: boolean;
  byHand: boolean;
  credentials: TenantView['credentials'];
}

function whatGoes({ adopted, byHand, credentials }: Going): string {
  const kinds = credentials.map(({ kind }) => `its ${credentialNames[kind].toLowerCase()}`);
  const things = listed(['its permissions', ...kinds]);
  if (adopted && byHand)
    return `The application was there before. It stays; you are told to take away what was added for vPlus: ${things}.`;
  if (adopted)
    return `The application was there before this assistant. It stays; what the assistant added is removed: ${things}.`;
  if (byHand)
    return `You made the application by hand, so you are asked to delete it by hand: the application, ${things}.`;
  return `Removed from Microsoft 365: the application, ${things}.`;
}
