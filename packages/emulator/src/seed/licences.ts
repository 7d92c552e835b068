import type { SubscribedSku } from '../core/world.ts';

/**
 * Service plans by Microsoft's names and ids, with the name that `assignedPlans` uses for their service.
 *
 * https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 */
const plans = {
  EXCHANGE_S_ENTERPRISE: { id: 'efb87545-963c-4e0d-99df-69c6916d9eb0', service: 'exchange' },
  SHAREPOINTENTERPRISE: { id: '5dbe027f-2339-4123-9542-606e4d348a72', service: 'SharePoint' },
  TEAMS1: { id: '57ff2da0-773e-42df-b2af-ffb7a2317929', service: 'TeamspaceAPI' },
  AAD_PREMIUM_P2: { id: 'eec0eb4f-6444-4f95-aba0-50c24d67f998', service: 'AADPremiumService' },
} as const;

export type PlanName = keyof typeof plans;

export function plan(name: PlanName) {
  const { id, service } = plans[name];
  return { assigned: { service, servicePlanId: id }, offered: { servicePlanId: id, servicePlanName: name } };
}

const skus = {
  SPE_E5: {
    id: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
    plans: ['EXCHANGE_S_ENTERPRISE', 'SHAREPOINTENTERPRISE', 'TEAMS1', 'AAD_PREMIUM_P2'],
  },
  EXCHANGEENTERPRISE: { id: '19ec0d23-8335-4cbd-94ac-6050e30712fa', plans: ['EXCHANGE_S_ENTERPRISE'] },
} as const satisfies Record<string, { id: string; plans: PlanName[] }>;

export type SkuName = keyof typeof skus;

export function plansOf(sku: SkuName): PlanName[] {
  return [...skus[sku].plans];
}

export function makeSku(tenantId: string, sku: SkuName, consumedUnits: number): SubscribedSku {
  return {
    id: `${tenantId}_${skus[sku].id}`,
    skuId: skus[sku].id,
    skuPartNumber: sku,
    capabilityStatus: 'Enabled',
    consumedUnits,
    servicePlans: skus[sku].plans.map((name) => ({
      ...plan(name).offered,
      provisioningStatus: 'Success',
      appliesTo: 'User',
    })),
  };
}
