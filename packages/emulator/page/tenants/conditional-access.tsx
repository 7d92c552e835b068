import type { TenantView } from '#cloud/control/views.ts';
import { useTenantChange } from '../data/acting.tsx';
import { Choice, type Options } from '../ui/choice.tsx';
import type { TenantProps } from './tenant-props.ts';

type Rule = NonNullable<TenantView['weather']['conditionalAccess']>;

const demands: Options<Rule['demand'] | 'none'> = {
  none: 'Nothing',
  mfa: 'A second factor',
  'compliant-device': 'A managed device',
  block: 'It blocks',
};
const places: Options<Rule['at']> = {
  'sign-in': 'At the sign-in',
  'on-behalf-of': 'When the assistant exchanges the token',
  graph: 'When Microsoft Graph is called',
  'client-credentials': 'When an application signs in by itself',
};

export function ConditionalAccess({ tenant }: TenantProps) {
  const { conditionalAccess: rule } = tenant.weather;
  const change = useTenantChange(tenant);
  const setRule = (changed: Partial<Rule>) =>
    change({ weather: { conditionalAccess: { demand: 'mfa', at: 'sign-in', ...rule, ...changed } } });
  return (
    <>
      <Choice
        id="demand"
        label="Conditional Access asks for"
        value={rule?.demand ?? 'none'}
        options={demands}
        send={(demand) => (demand === 'none' ? change({ weather: { conditionalAccess: null } }) : setRule({ demand }))}
      />
      {rule && (
        <Choice
          id="demand-at"
          label="It is noticed"
          value={rule.at}
          options={places}
          // A policy for workload identities can only block.
          send={(at) => setRule(at === 'client-credentials' ? { at, demand: 'block' } : { at })}
        />
      )}
    </>
  );
}
