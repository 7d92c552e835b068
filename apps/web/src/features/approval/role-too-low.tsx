import type { DirectoryRole } from '@vplus/contracts';
import type { ReactNode } from 'react';
import { roleNames } from '#lib/role-names.ts';
import { useSession } from '#lib/session.tsx';
import { Notice } from '#ui/notice.tsx';

/** Who may approve, to somebody who may not. */
export function RoleTooLow({ anyOf, children }: { anyOf: DirectoryRole[]; children: ReactNode }) {
  const { person, roles } = useSession();
  const have = (roles ?? []).map((role) => roleNames[role]).join(', ');
  return (
    <Notice kind="attention" title="You do not have the role to approve this" actions={children}>
      <p>
        You are signed in as {person.name}
        {have ? `, with the role ${have}` : ''}. One of these roles is needed:{' '}
        {anyOf.map((role) => roleNames[role]).join(', ')}.
      </p>
      <p>
        Send the link to somebody who has one of them. If you are eligible for the role, activate it and sign in again.
      </p>
    </Notice>
  );
}
