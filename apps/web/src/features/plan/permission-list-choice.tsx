import { Choice, ChoiceGroup } from '#ui/choice.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import type { ChoiceProps } from './choices.tsx';

export function PermissionListChoice({ choices: { permissionList }, plan, choose }: ChoiceProps) {
  const covered = plan.permissions.filter(({ coveredBy, state }) => coveredBy && state !== 'left-out');
  return (
    <ChoiceGroup legend="Permissions">
      <Choice
        type="radio"
        name="permissions"
        label="Exactly the vendor’s list"
        hint="What vPlus is tested with."
        checked={permissionList === 'vendor'}
        onChange={() => choose({ permissionList: 'vendor' })}
      />
      <Choice
        type="radio"
        name="permissions"
        label={`Without the ${covered.length} that a stronger one of the list covers`}
        hint="Less to explain to an auditor, no less power. vPlus may look for a permission by its name and report it missing; then come back and choose the whole list."
        checked={permissionList === 'reduced'}
        onChange={() => choose({ permissionList: 'reduced' })}
      />
      <Disclosure summary={`Which ${covered.length} these are`}>
        <ul className="flex flex-col gap-1 text-small">
          {covered.map(({ key, value, api, coveredBy }) => (
            <li key={key}>
              <code className="font-mono break-all">{value}</code>, covered by{' '}
              <code className="font-mono break-all">{coveredBy}</code> <span className="text-muted">({api})</span>
            </li>
          ))}
        </ul>
      </Disclosure>
    </ChoiceGroup>
  );
}
