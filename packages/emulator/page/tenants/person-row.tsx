import type { PersonView } from '#cloud/control/views.ts';
import { useAct } from '../data/acting.tsx';
import { control } from '../data/control-api.ts';
import { Button } from '../ui/button.tsx';
import { Code } from '../ui/text.tsx';
import { GiveRole } from './give-role.tsx';
import { roleName } from './role-name.ts';
import type { TenantProps } from './tenant-props.ts';

/** Below 48 rem a row is a block of lines: a phone has no room for columns. */
const cell = 'py-1.5 pr-3 align-top max-md:block';

export function PersonRow({ tenant, person }: TenantProps & { person: PersonView }) {
  const act = useAct();
  const { displayName, roleTemplateIds: active, eligibleRoleTemplateIds: eligible } = person;
  const take = (role: string) =>
    act(`${displayName} is no longer ${roleName(role)}.`, () => control.takeRole(tenant.id, person.id, role));
  return (
    <tr className="border-b border-line max-md:block max-md:py-2">
      <td className={cell}>
        {displayName}
        {person.userType === 'Guest' && <span className="text-muted"> · guest</span>}
      </td>
      <td className={cell}>
        <Code>{person.username}</Code>
      </td>
      <td className={cell}>
        <div className="flex flex-wrap items-center gap-1">
          {active.map((role) => (
            <Button
              key={role}
              look="chip"
              aria-label={`Take ${roleName(role)} from ${displayName}`}
              onClick={() => take(role)}
            >
              {roleName(role)} ×
            </Button>
          ))}
          {eligible
            .filter((role) => !active.includes(role))
            .map((role) => (
              <span key={role} className="rounded-control border border-dashed border-edge px-2 py-0.5">
                eligible: {roleName(role)}
              </span>
            ))}
          <GiveRole tenant={tenant} person={person} />
        </div>
      </td>
    </tr>
  );
}
