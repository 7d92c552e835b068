import { vendorTable, type World } from '@vplus/emulator';

/**
 * What is wrong in a tenant and on the vPlus server, in words; empty: there is exactly one of everything.
 * `handOvers`: how often vPlus was handed credentials, each of which it has to synchronize with once.
 */
export function faultsOf(world: World, tenantId: string, handOvers = 1): string[] {
  const tenant = world.tenants[tenantId];
  if (!tenant) return ['The tenant is gone'];
  const faults: string[] = [];
  const one = (what: string, found: number) => {
    if (found !== 1) faults.push(`${found} × ${what}`);
  };

  const applications = Object.values(tenant.applications).filter(isOurs);
  one('application', applications.length);
  const appIds = new Set(applications.map(({ appId }) => appId));
  const principals = Object.values(tenant.servicePrincipals).filter(({ appId }) => appIds.has(appId));
  one('service principal', principals.length);
  const principalIds = new Set(principals.map(({ id }) => id));
  const grants = Object.values(tenant.appRoleAssignments).filter(({ principalId }) => principalIds.has(principalId));
  const distinct = new Set(grants.map(({ resourceId, appRoleId }) => `${resourceId}/${appRoleId}`));
  if (grants.length !== vendorTable.length || distinct.size !== grants.length)
    faults.push(`${grants.length} grants of ${distinct.size} kinds`);

  const organizations = Object.values(world.vplus.organizations).filter((found) => found.tenantId === tenantId);
  one('organization', organizations.length);
  const [organization] = organizations;
  const secrets = applications.flatMap(({ passwordCredentials }) => passwordCredentials.map(({ _secret }) => _secret));
  const certificates = applications.flatMap(({ keyCredentials }) => keyCredentials);
  // The practice vPlus takes a certificate beside the secret, so a plan proposes one of each.
  one('client secret', secrets.length);
  one('certificate', certificates.length);
  if (!secrets.includes(organization?.clientSecret ?? '')) faults.push('vPlus holds another secret');
  const synchronizations = Object.values(world.vplus.tasks).filter(
    ({ kind, organizationGuid }) => kind === 'inventory-sync' && organizationGuid === organization?.guid,
  );
  // One that failed because the new secret was not known everywhere yet is tried again: that is no second one.
  const finished = synchronizations.filter(({ state }) => state === 'FINISHED').length;
  one('finished synchronization', finished - handOvers + 1);
  one('synchronization at a time', 1 + synchronizations.filter(({ finishedAt }) => finishedAt === null).length);
  return faults;
}

/** Key ids of all that the application of a tenant signs in with. */
export const keyIdsIn = ({ tenants }: World, tenantId: string): string[] =>
  Object.values(tenants[tenantId]?.applications ?? {})
    .filter(isOurs)
    .flatMap(({ passwordCredentials, keyCredentials }) => [...passwordCredentials, ...keyCredentials])
    .flatMap(({ keyId }) => keyId ?? []);

const isOurs = ({ uniqueName }: { uniqueName: string | null }): boolean => uniqueName?.startsWith('vplus-') ?? false;
