import type { TenantView } from '#cloud/control/views.ts';
import { useAct } from '../data/acting.tsx';
import { control } from '../data/control-api.ts';
import { Check } from '../ui/check.tsx';
import type { TenantProps } from './tenant-props.ts';

interface ApplicationProps extends TenantProps {
  application: TenantView['applications'][number];
}

export function ApplicationSwitches({ tenant, application }: ApplicationProps) {
  const act = useAct();
  const { appId, displayName, isDisabled, accountEnabled } = application;
  const done = `${displayName}: changed.`;
  return (
    <>
      <Check
        id={`off-app-${appId}`}
        label={`${displayName}: its application is off`}
        checked={isDisabled === true}
        send={(off) => act(done, () => control.switchApplication(tenant.id, appId, off))}
      />
      {accountEnabled !== null && (
        <Check
          id={`off-sp-${appId}`}
          label={`${displayName}: its service principal is off`}
          checked={!accountEnabled}
          send={(off) => act(done, () => control.switchServicePrincipal(tenant.id, appId, !off))}
        />
      )}
    </>
  );
}
