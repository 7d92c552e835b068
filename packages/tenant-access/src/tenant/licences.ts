import type { BackupWorkload } from '@vplus/contracts';
import type { Reads } from './reads.ts';

type Skus = NonNullable<Awaited<ReturnType<Reads['skus']>>>;

/**
 * Service plans by Microsoft's own names; a plan that only prepares the ground for others counts for nothing.
 * https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 */
const planNames: Record<BackupWorkload, RegExp> = {
  exchange: /^EXCHANGE_(?!S_FOUNDATION|S_ARCHIVE|ANALYTICS)/,
  onedrive: /^(ONEDRIVE|SHAREPOINT(?!WAC))/,
  sharepoint: /^SHAREPOINT(?!WAC)/,
  teams: /^TEAMS|^MCO_TEAMS/,
};

export const workloadNames: Record<BackupWorkload, string> = {
  exchange: 'Exchange',
  onedrive: 'OneDrive',
  sharepoint: 'SharePoint',
  teams: 'Microsoft Teams',
};

const usable = new Set(['Success', 'PendingInput', 'PendingActivation', 'PendingProvisioning']);

/** Workloads for which the tenant has no licence at all; undefined: may not be read. */
export function unlicensed(skus: Skus | undefined): BackupWorkload[] | undefined {
  if (!skus) return undefined;
  const plans = skus
    .filter(({ capabilityStatus }) => capabilityStatus === 'Enabled' || capabilityStatus === 'Warning')
    .flatMap(({ servicePlans }) => servicePlans.filter(({ provisioningStatus }) => usable.has(provisioningStatus)));
  const workloads = Object.keys(planNames) as BackupWorkload[];
  return workloads.filter((one) => !plans.some(({ servicePlanName }) => planNames[one].test(servicePlanName)));
}
