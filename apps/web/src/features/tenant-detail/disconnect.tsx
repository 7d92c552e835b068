import type { StartRunBody, TenantView } from '@vplus/contracts';
import { useState } from 'react';
import { Confirm } from '#ui/confirm.tsx';
import { Field } from '#ui/field.tsx';

interface DisconnectProps {
  tenant: TenantView;
  /** The backups on vPlus are the operator's to delete. */
  mayDelete: boolean;
  busy: string | false;
  onConfirm(choice: Pick<StartRunBody, 'deleteOrganization' | 'purge'>): void;
}

/** What goes, what stays, and the two things that go only when somebody says so. */
export function Disconnect({ tenant, mayDelete, busy, onConfirm }: DisconnectProps) {
  const [purge, setPurge] = useState(false);
  const [typed, setTyped] = useState('');
  const deleteOrganization = typed.trim();
  return (
    <Confirm
      trigger="Disconnect"
      title={`Disconnect ${tenant.name}?`}
      action={deleteOrganization ? 'Disconnect and delete the backups' : 'Disconnect'}
      busy={busy}
      onConfirm={() =>
        onConfirm({ ...(purge ? { purge } : {}), ...(deleteOrganization ? { deleteOrganization } : {}) })
      }
    >
      <p>
        The application in Microsoft 365, its permissions and its secret are removed. vPlus can no longer read the
        tenant.
      </p>
      <p>
        Once it has been synchronized, the organization on the vPlus server stays with its backups, marked as
        disconnected.
      </p>
      <label className="flex items-start gap-2 text-ink">
        <input
          type="checkbox"
          className="mt-1 size-4"
          checked={purge}
          onChange={(event) => setPurge(event.target.checked)}
        />
        <span>
          Also delete the application for good. Otherwise it lies in Microsoft's recycle bin for thirty days, and a
          later connect brings it back.
        </span>
      </label>
      {mayDelete ? (
        <Field
          label="Delete the organization and its backups on vPlus"
          hint="This cannot be undone. To do it, type the organization's name as vPlus shows it; to keep it, leave this empty."
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
    </Confirm>
  );
}
