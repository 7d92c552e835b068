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
    <Notice kind="attention" title="Your role is too low to approve this" actions={children}>
      <p>
        You are signed in as {person.name}
        {have ? `, with the role ${have}` : ''}. It needs one of these:{' '}
        {anyOf.map((role) => roleNames[role]).join(', ')}.
      </p>
      <p>
        Pass the link on to somebody who has it. If you hold the role but have not activated it, activate it and sign in
        again.
      </p>
    </Notice>
  );
}
