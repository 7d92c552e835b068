import type { PersonView } from '#cloud/control/views.ts';
import { directoryRoles } from '#cloud/seed/roles.ts';
import { useAct } from '../data/acting.tsx';
import { control } from '../data/control-api.ts';
import { roleName } from './role-name.ts';
import type { TenantProps } from './tenant-props.ts';

export function GiveRole({ tenant, person }: TenantProps & { person: PersonView }) {
  const act = useAct();
  const { id, displayName, roleTemplateIds } = person;
  const give = (role: string) =>
    act(`${displayName} is now ${roleName(role)}.`, () => control.giveRole(tenant.id, id, role));
  return (
    <select
      aria-label={`Give ${displayName} a role`}
      className="min-h-7 min-w-0 max-w-full rounded-control border border-line bg-surface px-2 py-0.5"
      value=""
      onChange={(event) => void give(event.target.value)}
    >
      <option value="">Give a role…</option>
      {Object.entries(directoryRoles)
        .filter(([, role]) => !roleTemplateIds.includes(role))
        .map(([name, role]) => (
          <option key={role} value={role}>
            {name}
          </option>
        ))}
    </select>
  );
}
