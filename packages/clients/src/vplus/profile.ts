import { inText, message } from '@vplus/messages';
import { z } from 'zod';
import type { VplusProfile } from './vplus.ts';

/** Plain segments only: nothing that leads up, elsewhere, or into a query. */
const path = z.string().regex(/^(\/[\w~-][\w.~-]*)+$/, inText(message('vplus-servers.profile-path')));
const member = z.string().min(1);
const states = z.array(z.string().min(1)).min(1);

const profile = z.strictObject({
  name: z.string().min(1),
  basePath: path,
  loginPath: path,
  userInfoPath: path,
  organizationsPath: path,
  tasksPath: path,
  syncTaskPath: path,
  syncKey: member,
  fields: z
    .strictObject({
      name: member,
      tenantId: member,
      clientId: member,
      clientSecret: member,
      certificate: member.exactOptional(),
      certificatePassword: member.exactOptional(),
      importUsers: member,
      importSites: member,
      description: member,
      lastSynchronized: member,
    })
    .refine(({ certificate, certificatePassword }) => !certificate === !certificatePassword, {
      error: inText(message('vplus-servers.profile-certificate')),
    }),
  taskFields: z.strictObject({ organization: member, created: member }),
  states: z.strictObject({ finished: states, failed: states, running: states }),
});

/**
 * A profile from configuration, already parsed as JSON. Throws a ZodError that names each fault, messages in text;
 * `words` are for what the profile has none of its own for.
 */
export function parseProfile(json: unknown, words?: z.core.$ZodErrorMap): VplusProfile {
  return profile.parse(json, words && { error: words });
}

/**
 * What Storware's published clients and API guide tell of the server, and, where they tell nothing (the resource of
 * Microsoft 365 organizations, its fields, its synchronization key), names in the same style. Not confirmed by a live
 * server: a server that differs gets a profile of its own.
 */
export const documentedProfile: VplusProfile = {
  name: 'documented',
  basePath: '/api',
  loginPath: '/session/login',
  userInfoPath: '/user-info',
  organizationsPath: '/m365-organizations',
  tasksPath: '/tasks',
  syncTaskPath: '/tasks/inventory-sync',
  syncKey: 'm365Organizations',
  fields: {
    name: 'name',
    tenantId: 'tenantId',
    clientId: 'clientId',
    clientSecret: 'clientSecret',
    importUsers: 'importUsers',
    importSites: 'importSites',
    description: 'description',
    lastSynchronized: 'lastSynchronizedAt',
  },
  taskFields: { organization: 'm365Organization', created: 'createdAt' },
  states: { finished: ['FINISHED'], failed: ['FAILED', 'CANCELLED'], running: ['QUEUED', 'RUNNING'] },
};

/**
 * The same server where it also takes a certificate, as an older relative of it did: PFX and password. Neither is
 * this confirmed by a live server.
 */
export const certificateProfile: VplusProfile = {
  ...documentedProfile,
  name: 'documented-with-certificate',
  fields: { ...documentedProfile.fields, certificate: 'certificate', certificatePassword: 'certificatePassword' },
};
