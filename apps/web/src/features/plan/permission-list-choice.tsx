import { Choice, ChoiceGroup } from '#ui/choice.tsx';
import { Disclosure } from '#ui/disclosure.tsx';
import type { ChoiceProps } from './choice-props.ts';

export function PermissionListChoice({ choices: { permissionList }, plan, choose }: ChoiceProps) {
  const covered = plan.permissions.filter(({ coveredBy, state }) => coveredBy && state !== 'left-out');
  return (
    <ChoiceGroup legend="Permissions">
      <Choice
        type="radio"
        name="permissions"
        label="Exactly the vendor’s list"
        hint="The list that vPlus is tested with."
        checked={permissionList === 'vendor'}
        onChange={() => choose({ permissionList: 'vendor' })}
      />
      <Choice
        type="radio"
        name="permissions"
        label={`Leave out ${covered.length} redundant permissions`}
        hint="Fewer permissions to review; access stays the same. If vPlus reports a permission as missing, come back and choose the whole list."
        checked={permissionList === 'reduced'}
        onChange={() => choose({ permissionList: 'reduced' })}
      />
      <Disclosure summary={`Show the ${covered.length} redundant permissions`}>
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
