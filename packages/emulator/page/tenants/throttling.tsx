import type { TenantView } from '#cloud/control/views.ts';
import { useTenantChange } from '../data/acting.tsx';
import { Check } from '../ui/check.tsx';
import { NumberField } from '../ui/field.tsx';
import { Row } from '../ui/text.tsx';
import type { TenantProps } from './tenant-props.ts';

type Rule = NonNullable<TenantView['weather']['throttling']>;

export function Throttling({ tenant }: TenantProps) {
  const { throttling: rule } = tenant.weather;
  const change = useTenantChange(tenant);
  const setRule = (changed: Partial<Rule>) =>
    change({ weather: { throttling: { everyNth: 9, retryAfterSeconds: 2, ...rule, ...changed } } });
  return (
    <>
      <Check
        id="throttled"
        label="Graph answers “too many requests” now and then"
        checked={rule !== null}
        send={(on) => (on ? setRule({}) : change({ weather: { throttling: null } }))}
      />
      {rule && (
        <Row>
          <NumberField
            id="every-nth"
            label="Every n-th request"
            min={1}
            value={String(rule.everyNth)}
            send={(text) => setRule({ everyNth: Number(text) })}
          />
          <NumberField
            id="retry-after"
            label="Retry-After, seconds (empty: no header)"
            min={0}
            value={String(rule.retryAfterSeconds ?? '')}
            send={(text) => setRule({ retryAfterSeconds: text === '' ? null : Number(text) })}
          />
        </Row>
      )}
    </>
  );
}
