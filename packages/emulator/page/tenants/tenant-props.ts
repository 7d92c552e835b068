import type { TenantView } from '#cloud/control/views.ts';

export interface TenantProps {
  tenant: TenantView;
}
