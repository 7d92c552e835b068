import type { VplusCall } from './session.ts';
import type { OrganizationCredential, OrganizationInput, VplusProfile } from './vplus.ts';

/** A request that changes something on the server, as data: it can be shown and hashed before it is sent. */
export type VplusChange = VplusCall & { method: 'POST' | 'PUT' | 'DELETE'; body?: Record<string, unknown> };

/** Without a credential in `input`: as it can be shown. */
export const addOrganization = (
  profile: VplusProfile,
  input: OrganizationInput & { tenantId: string },
): VplusChange => ({
  method: 'POST',
  path: profile.organizationsPath,
  operation: 'create organization',
  secrets: secretsOf(input),
  body: { [profile.fields.importUsers]: true, [profile.fields.importSites]: true, ...membersOf(profile, input) },
});

/** What differs; the server wants the whole, so that is sent with what it has already. */
export const changeOrganization = (profile: VplusProfile, guid: string, input: OrganizationInput): VplusChange => ({
  method: 'PUT',
  path: `${profile.organizationsPath}/${segment(guid)}`,
  operation: 'update organization',
  secrets: secretsOf(input),
  body: membersOf(profile, input),
});

/** With its backups. */
export const deleteOrganization = (profile: VplusProfile, guid: string): VplusChange => ({
  method: 'DELETE',
  path: `${profile.organizationsPath}/${segment(guid)}`,
  operation: 'delete organization',
});

export const startSynchronization = (profile: VplusProfile, guid: string): VplusChange => ({
  method: 'POST',
  path: profile.syncTaskPath,
  operation: 'synchronize',
  body: { [profile.syncKey]: [{ guid }] },
});

/** The same as people read it, below the server's address. */
export const readableVplusPath = ({ basePath }: VplusProfile, { path }: Pick<VplusChange, 'path'>): string =>
  basePath + decodeURIComponent(path);

/** What of the given values the request is to carry, under the server's names. */
function membersOf({ fields }: VplusProfile, { certificate, ...plain }: OrganizationInput): Record<string, unknown> {
  const named: [string, unknown][] = Object.entries(plain).map(([key, value]) => [
    fields[key as keyof typeof plain],
    value,
  ]);
  if (certificate !== undefined && fields.certificate && fields.certificatePassword)
    named.push(
      [fields.certificate, certificate?.pfx ?? null],
      [fields.certificatePassword, certificate?.password ?? null],
    );
  return Object.fromEntries(named);
}

const secretsOf = ({ clientSecret, certificate }: OrganizationCredential): string[] => [
  ...(clientSecret ? [clientSecret] : []),
  ...(certificate ? [certificate.pfx, certificate.password] : []),
];

const segment = encodeURIComponent;
