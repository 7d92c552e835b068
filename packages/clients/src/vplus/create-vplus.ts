import { z } from 'zod';
import { RemoteError } from '../remote-error.ts';
import { addOrganization, changeOrganization, deleteOrganization, startSynchronization } from './changes.ts';
import { createReading } from './reading.ts';
import { createSession } from './session.ts';
import type { Vplus, VplusOptions } from './vplus.ts';

const anyObject = z.record(z.string(), z.unknown());
const userInfo = z.object({ login: z.string() });

/** A vPlus server as its profile describes it: every path and member of the Microsoft 365 resource comes from there. */
export function createVplus(options: VplusOptions): Vplus {
  const { profile } = options;
  const send = createSession(options);
  const { malformed, organization, organizations, task, tasksOf } = createReading(options, send);

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
      const change = addOrganization(profile, input);
      const { body } = await send(change);
      // Some of the server's answers are empty: then what was made is looked up.
      const made =
        organization(body) ??
        (await organizations()).find(
          ({ tenantId, clientId }) => tenantId === input.tenantId && clientId === input.clientId,
        );
      if (!made) throw malformed(change.operation);
      return made;
    },

    async updateOrganization(guid, input) {
      const change = changeOrganization(profile, guid, input);
      const { path, operation } = change;
      const current = anyObject.safeParse((await send({ method: 'GET', path, operation })).body).data;
      if (!current) throw malformed(operation);
      await send({ ...change, body: { ...current, ...change.body } });
    },

    async deleteOrganization(guid) {
      await send(deleteOrganization(profile, guid));
    },

    async synchronize(guid) {
      const change = startSynchronization(profile, guid);
      return task((await send(change)).body, change.operation);
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
}
