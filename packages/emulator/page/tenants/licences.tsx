import type { TenantView } from '#cloud/control/views.ts';
import { useTenantChange } from '../data/acting.tsx';
import { Check } from '../ui/check.tsx';
import { Choice, type Options } from '../ui/choice.tsx';
import { Sheet } from '../ui/sheet.tsx';
import type { TenantProps } from './tenant-props.ts';

type Sku = TenantView['subscribedSkus'][number];

const states: Options<Sku['capabilityStatus']> = {
  Enabled: 'Enabled',
  Warning: 'Warning',
  Suspended: 'Suspended',
  LockedOut: 'LockedOut',
  Deleted: 'Deleted',
};

export function Licences({ tenant }: TenantProps) {
  const change = useTenantChange(tenant);
  const { subscribedSkus: skus } = tenant;
  const setSku = (changed: Sku) =>
    change({ subscribedSkus: skus.map((sku) => (sku.id === changed.id ? changed : sku)) });
  return (
    <Sheet title="Licences">
      {skus.map((sku) => (
        <div key={sku.id}>
          <Choice
            id={`sku-${sku.id}`}
            label={sku.skuPartNumber}
            value={sku.capabilityStatus}
            options={states}
            send={(capabilityStatus) => setSku({ ...sku, capabilityStatus })}
          />
          {sku.servicePlans.map((plan) => (
            <Check
              key={plan.servicePlanId}
              id={`plan-${sku.id}-${plan.servicePlanId}`}
              label={plan.servicePlanName}
              checked={plan.provisioningStatus === 'Success'}
              send={(on) => setSku(withPlan(sku, plan.servicePlanId, on ? 'Success' : 'Disabled'))}
            />
          ))}
        </div>
      ))}
    </Sheet>
  );
}

const withPlan = (sku: Sku, id: string, provisioningStatus: string): Sku => ({
  ...sku,
  servicePlans: sku.servicePlans.map((plan) => (plan.servicePlanId === id ? { ...plan, provisioningStatus } : plan)),
});
