import { z } from 'zod';
import { RemoteError } from '../remote-error.ts';
import { createReading } from './reading.ts';
import { createSession } from './session.ts';
import type { OrganizationCredential, Vplus, VplusOptions } from './vplus.ts';

const anyObject = z.record(z.string(), z.unknown());
const userInfo = z.object({ login: z.string() });

/** A vPlus server as its profile describes it: every path and member of the Microsoft 365 resource comes from there. */
export function createVplus(options: VplusOptions): Vplus {
  const { profile } = options;
  const { fields } = profile;
  const send = createSession(options);
  const { malformed, organization, organizations, task, tasksOf } = createReading(options, send);

  const organizationPath = (guid: string) => `${profile.organizationsPath}/${encodeURIComponent(guid)}`;

  return {
    profile,

    async probe() {
      const operation = 'read user-info';
      const { body } = await send({ method: 'GET', path: profile.userInfoPath, operation });
      const user = userInfo.safeParse(body).data;
      if (!user) throw malformed(operation);
      return { login: user.login, organizations: (await organizations()).length };
    },

    organizations,

    async createOrganization(input) {
      const operation = 'create organization';
      const { body } = await send({
        method: 'POST',
        path: profile.organizationsPath,
        operation,
        secrets: secretsOf(input),
        body: { [fields.importUsers]: true, [fields.importSites]: true, ...membersOf(input) },
      });
      // Some of the server's answers are empty: then what was made is looked up.
      const made =
        organization(body) ??
        (await organizations()).find(
          ({ tenantId, clientId }) => tenantId === input.tenantId && clientId === input.clientId,
        );
      if (!made) throw malformed(operation);
      return made;
    },

    async updateOrganization(guid, input) {
      const operation = 'update organization';
      const path = organizationPath(guid);
      const current = anyObject.safeParse((await send({ method: 'GET', path, operation })).body).data;
      if (!current) throw malformed(operation);
      await send({
        method: 'PUT',
        path,
        operation,
        secrets: secretsOf(input),
        body: { ...current, ...membersOf(input) },
      });
    },

    async deleteOrganization(guid) {
      await send({ method: 'DELETE', path: organizationPath(guid), operation: 'delete organization' });
    },

    async synchronize(guid) {
      const operation = 'synchronize';
      const body = { [profile.syncKey]: [{ guid }] };
      return task((await send({ method: 'POST', path: profile.syncTaskPath, operation, body })).body, operation);
    },

    async task(guid) {
      const operation = 'read task';
      const path = `${profile.tasksPath}/${encodeURIComponent(guid)}`;
      const reply = await send({ method: 'GET', path, operation }).catch((error: unknown) => {
        if (error instanceof RemoteError && error.fields.status === 404) return null;
        throw error;
      });
      return reply && task(reply.body, operation);
    },

    tasksOf,
  };

  /** What of the given values the request is to carry, under the server's names. */
  function membersOf({
    certificate,
    ...plain
  }: Partial<Record<'name' | 'tenantId' | 'clientId' | 'description', string>> & {
    importUsers?: boolean;
    importSites?: boolean;
  } & OrganizationCredential) {
    const named: unknown[][] = Object.entries(plain).map(([key, value]) => [fields[key as keyof typeof plain], value]);
    if (certificate !== undefined && fields.certificate && fields.certificatePassword)
      named.push(
        [fields.certificate, certificate?.pfx ?? null],
        [fields.certificatePassword, certificate?.password ?? null],
      );
    return Object.fromEntries(named);
  }
}

const secretsOf = ({ clientSecret, certificate }: OrganizationCredential): string[] => [
  ...(clientSecret ? [clientSecret] : []),
  ...(certificate ? [certificate.pfx, certificate.password] : []),
];
