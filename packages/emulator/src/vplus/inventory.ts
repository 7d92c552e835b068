import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { serverTime } from '../core/clock.ts';
import type { Cloud } from '../core/service.ts';
import type { VplusOrganization } from '../core/world.ts';
import { openPfx, thumbprintOf } from './pfx/open-pfx.ts';

const Token = z.object({ access_token: z.string() });
const TokenRefusal = z.object({ error_description: z.string() });
const Page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() });
const GraphRefusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** Reads what the organization imports, over HTTP as any program would; what it found, in words. */
export async function readInventory(cloud: Cloud, organization: VplusOrganization): Promise<string> {
  const token = await signIn(cloud, organization);
  const users = organization.importUsers
    ? await count(cloud, token, '/v1.0/users?$select=id,displayName,mail&$top=100')
    : 0;
  const sites = organization.importSites
    ? await count(cloud, token, '/v1.0/sites?search=*&$select=id,webUrl').catch(noneWithoutSharePoint)
    : 0;
  return `${users} users and ${sites} sites`;
}

/** A tenant without SharePoint has no sites, which is no failure. */
function noneWithoutSharePoint(error: Error): number {
  if (/does not have a SPO license/.test(error.message)) return 0;
  throw error;
}

async function signIn(cloud: Cloud, organization: VplusOrganization): Promise<string> {
  const answer = await fetch(`${cloud.origins.identity}/${organization.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: organization.clientId,
      ...(await credentialOf(cloud, organization)),
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok) return Token.parse(body).access_token;
  const refusal = TokenRefusal.safeParse(body);
  const reason = refusal.success ? refusal.data.error_description.split('\n')[0] : `status ${answer.status}`;
  throw new Error(`Microsoft refused the credentials of the organization: ${reason}`);
}

/** https://learn.microsoft.com/entra/identity-platform/certificate-credentials: an assertion of ten minutes. */
async function credentialOf(cloud: Cloud, organization: VplusOrganization): Promise<Record<string, string>> {
  const { certificate, certificatePassword, clientId, clientSecret, tenantId } = organization;
  if (!certificate) return { client_secret: clientSecret ?? '' };
  const now = Math.floor(serverTime(cloud) / 1000);
  const opened = openPfx(certificate, certificatePassword ?? '');
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprintOf(opened.certificate) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`)
    .setJti(randomUUID())
    .setNotBefore(now)
    .setExpirationTime(now + 600)
    .sign(opened.key);
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  };
}

async function count(cloud: Cloud, token: string, path: string): Promise<number> {
  let found = 0;
  for (let next: string | undefined = `${cloud.origins.graph}${path}`; next; ) {
    const page: z.infer<typeof Page> = await readPage(cloud, token, next);
    found += page.value.length;
    next = page['@odata.nextLink'];
  }
  return found;
}

async function readPage(cloud: Cloud, token: string, url: string): Promise<z.infer<typeof Page>> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    const body: unknown = await answer.json().catch(() => null);
    if (answer.ok) return Page.parse(body);
    if (answer.status === 429 && attempt < 5) {
      await cloud.clock.sleep(1000 * Number(answer.headers.get('retry-after') ?? attempt));
      continue;
    }
    const refusal = GraphRefusal.safeParse(body);
    const reason = refusal.success
      ? `${refusal.data.error.code}: ${refusal.data.error.message}`
      : `status ${answer.status}`;
    throw new Error(`Microsoft Graph refused ${new URL(url).pathname}: ${reason}`);
  }
}
