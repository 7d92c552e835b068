import type { VplusOrganization } from '@vplus/clients';
import { longestOrganizationName } from '@vplus/contracts';
import { organizationMark } from '../application/naming.ts';
import type { Connection } from '../ports.ts';

type Named = Pick<Connection, 'id' | 'tenantId' | 'tenantName' | 'primaryDomain'>;

/** The organization of this connection among all of the server. */
export const isOursOnVplus = (
  { tenantId, description, clientId }: VplusOrganization,
  connection: Connection,
  appId: string | undefined,
): boolean =>
  tenantId === connection.tenantId &&
  (description?.includes(organizationMark(connection)) || (appId !== undefined && clientId === appId));

/** vPlus refuses a second organization of the same name, and many tenants are called "Default Directory". */
export const isTaken = (name: string, others: VplusOrganization[]): boolean =>
  others.some((one) => one.name.trim().toLowerCase() === name.trim().toLowerCase());

/** A name that nobody has on the server: that of the tenant, with its domain where the name alone is taken. */
export function freeName({ tenantId, tenantName, primaryDomain }: Named, others: VplusOrganization[]): string {
  const name = tenantName.trim() || primaryDomain || tenantId;
  const candidates = ['', ...(primaryDomain ? [` (${primaryDomain})`] : []), ` (${tenantId})`].map(
    (end) => `${name.slice(0, longestOrganizationName - end.length)}${end}`,
  );
  return candidates.find((one) => !isTaken(one, others)) ?? tenantId;
}
