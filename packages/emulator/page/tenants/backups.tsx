import { useAct } from '../data/acting.tsx';
import { control } from '../data/control-api.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Line, Soft } from '../ui/text.tsx';
import type { TenantProps } from './tenant-props.ts';

export function Backups({ tenant }: TenantProps) {
  const act = useAct();
  const restore = (id: string) =>
    act(`${tenant.displayName} is as it was.`, () => control.restoreBackup(tenant.id, id));
  const keep = () => act('The present state is kept.', () => control.keepBackup(tenant.id));
  return (
    <Sheet title="Back to an earlier state (Entra Backup and Recovery)">
      <Soft>Applications, service principals and grants as they were: old credentials come back.</Soft>
      {tenant.backups.map(({ id, createdDateTime }) => (
        <Line key={id} text={new Date(createdDateTime).toLocaleString('en')}>
          <Button onClick={() => restore(id)}>Restore</Button>
        </Line>
      ))}
      <Button onClick={keep}>Keep the present state</Button>
    </Sheet>
  );
}
