import { useAct } from '../data/acting.tsx';
import { control } from '../data/control-api.ts';
import { Check } from '../ui/check.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Soft } from '../ui/text.tsx';
import { ApplicationSwitches } from './application-switches.tsx';
import type { TenantProps } from './tenant-props.ts';

export function Switches({ tenant }: TenantProps) {
  const act = useAct();
  return (
    <Sheet title="Applications that are switched off">
      <Soft>
        An API that is off gets no token (AADSTS500014); an application that is off gets none for itself
        (AADSTS7000112).
      </Soft>
      {tenant.apis.map(({ appId, displayName, accountEnabled }) => (
        <Check
          key={appId}
          id={`off-${appId}`}
          label={`${displayName} is off`}
          checked={!accountEnabled}
          send={(off) => act(`${displayName}: changed.`, () => control.switchServicePrincipal(tenant.id, appId, !off))}
        />
      ))}
      {tenant.applications.map((application) => (
        <ApplicationSwitches key={application.appId} tenant={tenant} application={application} />
      ))}
    </Sheet>
  );
}
