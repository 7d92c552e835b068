import type { TenantPatch } from '#cloud/control/schemas.ts';
import type { TenantView } from '#cloud/control/views.ts';
import { useTenantChange } from '../data/acting.tsx';
import { Choice, type Options } from '../ui/choice.tsx';
import { IdsField } from '../ui/field.tsx';
import type { TenantProps } from './tenant-props.ts';

type State = 'open' | 'listed' | 'off' | 'unset';

const states: Options<State> = {
  open: 'On, for every application',
  listed: 'On, for the applications on a list',
  off: 'Off',
  unset: 'Never set',
};

export function ExchangeWebServices({ tenant }: TenantProps) {
  const change = useTenantChange(tenant);
  const list = tenant.ews.allowedAppIds ?? [];
  const state = stateOf(tenant.ews);
  const changes: Record<State, TenantPatch['ews']> = {
    open: { enabled: true, allowedAppIds: null },
    listed: { enabled: true, allowedAppIds: list },
    off: { enabled: false },
    unset: { enabled: null },
  };
  return (
    <>
      <Choice
        id="ews"
        label="Exchange Web Services"
        value={state}
        options={states}
        send={(wanted) => change({ ews: changes[wanted] })}
      />
      {state === 'listed' && (
        <IdsField
          id="ews-list"
          label="Allowed application ids, one per line"
          value={list.join('\n')}
          send={(text) => change({ ews: { allowedAppIds: text.split(/\s+/).filter(Boolean) } })}
        />
      )}
    </>
  );
}

function stateOf({ enabled, allowedAppIds }: TenantView['ews']): State {
  if (enabled === null) return 'unset';
  if (!enabled) return 'off';
  return allowedAppIds === null ? 'open' : 'listed';
}
