import type { VplusOrganization } from '@vplus/clients';
import { organizationMark } from './naming.ts';
import type { Connection, Memory, Services } from './ports.ts';

/** The organization on vPlus that is ours: by the mark in its description, or because it signs in with our application. */
export async function findOrganization(
  { vplus }: Services,
  connection: Connection,
  appId: string | undefined,
): Promise<VplusOrganization | undefined> {
  const ofTenant = (await vplus.organizations()).filter(({ tenantId }) => tenantId === connection.tenantId);
  return (
    ofTenant.find(({ description }) => description?.includes(organizationMark(connection))) ??
    ofTenant.find(({ clientId }) => clientId === appId)
  );
}

/** Whether this organization still holds the credential that we handed over. */
export const holds = (organization: VplusOrganization | undefined, handedOver: Memory['handedOver']): boolean =>
  organization !== undefined &&
  handedOver !== undefined &&
  organization.guid === handedOver.organizationGuid &&
  organization.clientId === handedOver.appId;
