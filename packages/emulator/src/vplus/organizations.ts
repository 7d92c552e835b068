import { z } from 'zod';
import type { Answer, Call, Cloud } from '../core/service.ts';
import type { VplusOrganization } from '../core/world.ts';
import { read, refused } from './answers.ts';
import { list } from './lists.ts';
import { openPfx } from './pfx/open-pfx.ts';
import { startTask } from './task-state.ts';

const Registration = z.object({
  name: z.string().trim().min(1).max(200),
  tenantId: z.guid(),
  clientId: z.guid(),
  clientSecret: z.string().min(1).nullable().default(null),
  certificate: z.base64().nullable().default(null),
  certificatePassword: z.string().nullable().default(null),
  importUsers: z.boolean().default(true),
  importSites: z.boolean().default(true),
  description: z.string().max(1000).nullable().default(null),
});

/** Credentials are never answered, so a form that is sent back whole lacks them: then the stored ones stay. null takes one away. */
const Changes = z.object({
  name: Registration.shape.name.exactOptional(),
  tenantId: Registration.shape.tenantId.exactOptional(),
  clientId: Registration.shape.clientId.exactOptional(),
  clientSecret: z.string().min(1).nullish(),
  certificate: z.base64().nullish(),
  certificatePassword: z.string().nullish(),
  importUsers: z.boolean().exactOptional(),
  importSites: z.boolean().exactOptional(),
  description: z.string().max(1000).nullable().exactOptional(),
});

/** `/m365-organizations` and `/m365-organizations/{guid}` */
export async function organizations(call: Call, cloud: Cloud, rest: string[]): Promise<Answer> {
  const all = cloud.world.vplus.organizations;
  const [guid, ...more] = rest;
  if (guid === undefined) {
    if (call.method === 'GET') return list(call, Object.values(all).map(shown), (one) => `${one.name} ${one.tenantId}`);
    return call.method === 'POST' ? register(call, cloud) : refused(405, 'This collection is read or added to.');
  }
  const organization = all[guid];
  if (!organization || more.length > 0) return refused(404, 'There is no such Microsoft 365 organization.');
  if (call.method === 'GET') return { status: 200, body: shown(organization) };
  if (call.method === 'PUT') return change(call, cloud, organization);
  if (call.method !== 'DELETE') return refused(405, 'An organization is read, changed or deleted.');
  delete all[guid];
  return { status: 204 };
}

function register(call: Call, cloud: Cloud): Answer {
  const body = read(call, Registration);
  if ('refusal' in body) return body.refusal;
  const refusal = credentialRefusal(body.value);
  if (refusal) return refusal;
  const conflict = conflictOf(cloud, body.value, null);
  if (conflict) return conflict;
  const organization: VplusOrganization = {
    ...body.value,
    guid: cloud.newId(),
    createdAt: cloud.clock.now(),
    lastSynchronizedAt: null,
  };
  cloud.world.vplus.organizations[organization.guid] = organization;
  return { status: 201, body: checked(cloud, organization) };
}

function change(call: Call, cloud: Cloud, organization: VplusOrganization): Answer {
  const body = read(call, Changes);
  if ('refusal' in body) return body.refusal;
  const { clientSecret, certificate, certificatePassword, ...changes } = body.value;
  const renewed = {
    ...(clientSecret !== undefined && { clientSecret }),
    ...(certificate !== undefined && { certificate, certificatePassword: certificatePassword ?? null }),
  };
  const wanted = { ...organization, ...changes, ...renewed };
  const refusal = credentialRefusal(wanted);
  if (refusal) return refusal;
  const conflict = conflictOf(cloud, wanted, organization.guid);
  if (conflict) return conflict;
  Object.assign(organization, wanted);
  const isRenewed = Object.keys(renewed).length > 0;
  return { status: 200, body: isRenewed ? checked(cloud, organization) : shown(organization) };
}

/** An organization without any credential, or with a certificate that its password does not open, is not taken. */
function credentialRefusal({
  clientSecret,
  certificate,
  certificatePassword,
}: Pick<VplusOrganization, 'clientSecret' | 'certificate' | 'certificatePassword'>): Answer | null {
  if (!clientSecret && !certificate) return refused(400, 'A client secret or a certificate is needed.');
  if (!certificate) return null;
  try {
    openPfx(certificate, certificatePassword ?? '');
    return null;
  } catch (error) {
    return refused(400, `The certificate cannot be opened: ${error instanceof Error ? error.message : error}`);
  }
}

/** New credentials are tried at once; the task that does so is named in the answer and is no synchronization. */
function checked(cloud: Cloud, organization: VplusOrganization) {
  const task = startTask(cloud, organization, 'organization-check');
  return { ...shown(organization), checkTask: { guid: task.guid } };
}

function conflictOf(
  cloud: Cloud,
  wanted: { name: string; tenantId: string; clientId: string },
  own: string | null,
): Answer | null {
  const others = Object.values(cloud.world.vplus.organizations).filter((one) => one.guid !== own);
  if (others.some((one) => one.name === wanted.name)) {
    return refused(409, `There is already a Microsoft 365 organization with the name ${wanted.name}.`);
  }
  if (others.some((one) => one.tenantId === wanted.tenantId && one.clientId === wanted.clientId)) {
    return refused(409, 'There is already a Microsoft 365 organization with this tenant ID and client ID.');
  }
  return null;
}

export function shown({ clientSecret: _, certificate: __, certificatePassword: ___, ...visible }: VplusOrganization) {
  return visible;
}
