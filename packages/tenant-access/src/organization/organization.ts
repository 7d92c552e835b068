import { RemoteError, type VplusOrganization } from '@vplus/clients';
import { message, type Words } from '@vplus/messages';
import { organizationMark } from '../application/naming.ts';
import type { Connection, Memory, Readers } from '../ports.ts';
import { problemOf } from '../refusals/problem-of.ts';

/** The organization on vPlus that is ours: by the mark in its description, or because it signs in with our application. */
export async function findOrganization(
  { vplus }: Readers,
  connection: Connection,
  appId: string | undefined,
): Promise<VplusOrganization | undefined> {
  const ofTenant = (await vplus.organizations()).filter(({ tenantId }) => tenantId === connection.tenantId);
  return (
    ofTenant.find(({ description }) => description?.includes(organizationMark(connection))) ??
    ofTenant.find(({ clientId }) => clientId === appId)
  );
}

/** Whether the server's profile has fields for a certificate. */
export const takesCertificate = ({ vplus }: Pick<Readers, 'vplus'>): boolean =>
  vplus.profile.fields.certificate !== undefined;

/** A server that restarts answers nonsense for seconds: it is looked at again three times. */
const pausesMs = [1_000, 3_000, 6_000];

/**
 * The same where the server may not be one whose list we can read: looked at again after pauses before it counts as
 * such. Where a person hands over anyway, a server that we cannot reach is one too.
 */
export async function lookForOrganization(
  services: Readers,
  connection: Connection,
  appId: string | undefined,
  signal?: AbortSignal,
): Promise<VplusOrganization | null | 'unreadable'> {
  for (const pauseMs of [...pausesMs, null])
    try {
      return (await findOrganization(services, connection, appId)) ?? null;
    } catch (error) {
      if (!(error instanceof RemoteError) || error.fields.failure === 'aborted') throw error;
      const byHand = connection.choices.registration === 'hand-over';
      if (!byHand && problemOf(error).code !== 'vplus-contract') throw error;
      if (pauseMs !== null) await services.clock.sleep(pauseMs, signal);
    }
  return 'unreadable';
}

/** Whether this organization still holds the credential that we handed over. */
export const holds = (
  organization: VplusOrganization | null | undefined,
  handedOver: Memory['handedOver'],
): organization is VplusOrganization =>
  organization != null &&
  handedOver !== undefined &&
  organization.guid === handedOver.organizationGuid &&
  organization.clientId === handedOver.appId;

/**
 * vPlus was handed a certificate too, and the plan has a secret alone by now: as long as it holds both, it may sign in
 * with the one that is about to be removed at Microsoft.
 */
export const hasSpareCertificate = (
  handedOver: Memory['handedOver'],
  keyIds: string[],
  { choices }: Connection,
): boolean =>
  choices.credential.kind === 'secret' &&
  handedOver?.certificateKeyId !== undefined &&
  !keyIds.includes(handedOver.certificateKeyId);

/** In what the organization differs from what was set up, beside its credential; undefined: in nothing that we can see. */
export function differenceOf(
  { importsUsers, importsSites }: VplusOrganization,
  { choices, vplusServer }: Connection,
): Words | undefined {
  const users = importsUsers === false;
  const sites = importsSites === false && choices.workloads.includes('sharepoint');
  if (!users && !sites) return undefined;
  const what = users && sites ? 'both' : users ? 'users' : 'sites';
  return message('organization.not-imported', { server: vplusServer.name, what });
}
