import type { Choices } from '@vplus/contracts';
import type { Permission } from './permission.ts';
import { permissions } from './permissions.ts';

/**
 * The permissions that a connection is to have: the vendor's exact list, less the workloads that are left out and,
 * for a reduced list, less those that a stronger one of the same list covers.
 */
export function wantedPermissions({ workloads, permissionList }: Choices): Permission[] {
  const chosen = permissions.filter(({ workload }) => workload === 'directory' || workloads.includes(workload));
  if (permissionList === 'vendor') return chosen;
  const has = (api: string, value: string) => chosen.some((one) => one.resourceAppId === api && one.value === value);
  return chosen.filter(({ coveredBy, resourceAppId }) => !coveredBy || !has(resourceAppId, coveredBy));
}
