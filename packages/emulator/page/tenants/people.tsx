import { useAct } from '../data/acting.tsx';
import { control } from '../data/control-api.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Code, Soft } from '../ui/text.tsx';
import { PersonRow } from './person-row.tsx';
import type { TenantProps } from './tenant-props.ts';

export function People({ tenant }: TenantProps) {
  const act = useAct();
  const endSessions = () =>
    act('Every session has ended: people must sign in again.', () => control.endSessions(tenant.id));
  return (
    <Sheet title="People" wide>
      <Soft>
        Everybody signs in with the password <Code>{tenant.people[0]?.password}</Code>.
      </Soft>
      <table className="mb-3 w-full max-md:block">
        <thead className="border-b border-line text-left max-md:hidden">
          <tr>
            {['Person', 'Signs in as', 'Roles'].map((title) => (
              <th key={title} scope="col" className="py-1.5 pr-3">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {tenant.people.map((person) => (
            <PersonRow key={person.id} tenant={tenant} person={person} />
          ))}
        </tbody>
      </table>
      <Button onClick={endSessions}>End all sessions of this tenant</Button>
    </Sheet>
  );
}
