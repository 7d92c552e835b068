import type { PersonPatch } from '#cloud/control/directory-schemas.ts';
import type { PersonView } from '#cloud/control/views.ts';
import { useAct } from '../data/acting.tsx';
import { control } from '../data/control-api.ts';
import { Choice, type Options } from '../ui/choice.tsx';
import { TextField } from '../ui/field.tsx';
import type { TenantProps } from './tenant-props.ts';

const drives: Options<PersonView['drive']> = { there: 'There', absent: 'Not made yet', locked: 'Locked' };

export function PersonBelongings({ tenant, person }: TenantProps & { person: PersonView }) {
  const act = useAct();
  const { id, displayName } = person;
  const change = (changed: PersonPatch) =>
    act(`${displayName}: changed.`, () => control.changePerson(tenant.id, id, changed));
  return (
    <>
      <TextField
        id={`mailbox-${id}`}
        label={`Mailbox of ${displayName}`}
        value={person.mailbox ?? ''}
        send={(text) => change({ mailbox: text === '' ? null : text })}
      />
      <Choice
        id={`drive-${id}`}
        label={`Drive of ${displayName}`}
        value={person.drive}
        options={drives}
        send={(drive) => change({ drive })}
      />
    </>
  );
}
