import type { TenantView } from '#cloud/control/views.ts';
import { useAct } from '../data/acting.tsx';
import { control } from '../data/control-api.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Line } from '../ui/text.tsx';
import type { TenantProps } from './tenant-props.ts';
import { Throttling } from './throttling.tsx';

export function Services({ tenant }: TenantProps) {
  const act = useAct();
  const remove = ({ appId, displayName }: TenantView['apis'][number]) => {
    if (confirm(`Remove ${displayName} from ${tenant.displayName}? Only a reset or a snapshot brings it back.`))
      void act(`${displayName} is gone.`, () => control.removeApi(tenant.id, appId));
  };
  return (
    <Sheet title="Microsoft Graph and the services">
      <Throttling tenant={tenant} />
      <p className="mb-2">Services in this tenant:</p>
      {tenant.apis.map((api) => (
        <Line key={api.appId} text={api.displayName}>
          <Button aria-label={`Remove ${api.displayName}`} onClick={() => remove(api)}>
            Remove
          </Button>
        </Line>
      ))}
    </Sheet>
  );
}
