import type { Cloud, Origins } from './core/service.ts';
import type { Tenant, User } from './core/world.ts';
import { loginOf } from './identity/people.ts';
import { type PracticeClient, practiceClients } from './seed/practice-clients.ts';
import { directoryRoles } from './seed/roles.ts';

/** What a program needs to use the practice cloud: the one line that the command prints. */
export interface Description extends Origins {
  https: Origins;
  caFile: string;
  vplusFingerprint: string;
  /** Where alerts can be sent: webhooks at any path, and mail to anybody (STARTTLS, XOAUTH2 or nothing). */
  inbox: { webhooks: string; mail: { host: string; port: number } };
  vplusLogin: { login: string; password: string };
  tenants: TenantDescription[];
  clients: PracticeClient[];
}

export interface TenantDescription {
  id: string;
  domain: string;
  domains: string[];
  displayName: string;
  story: string;
  people: PersonDescription[];
}

export interface PersonDescription {
  id: string;
  /** What is typed into the sign-in page; a guest's is the address at home. */
  username: string;
  password: string;
  displayName: string;
  roles: string[];
  eligibleRoles: string[];
  userType: User['userType'];
}

export function describe(cloud: Cloud, caFile: string): Description {
  const { vplus, tenants } = cloud.world;
  const { login = '', password = '' } = vplus.users.assistant ?? {};
  return {
    ...cloud.origins,
    https: cloud.secureOrigins,
    caFile,
    vplusFingerprint: vplus.certificate.fingerprint,
    vplusLogin: { login, password },
    inbox: { webhooks: cloud.inbox.receiver, mail: { host: 'localhost', port: cloud.inbox.mailPort } },
    tenants: Object.values(tenants).map(describeTenant),
    clients: practiceClients(cloud.world),
  };
}

export function describeTenant(tenant: Tenant): TenantDescription {
  return {
    id: tenant.id,
    domain: tenant.domains[0] ?? '',
    domains: tenant.domains,
    displayName: tenant.displayName,
    story: tenant.story,
    people: Object.values(tenant.users).map(describePerson),
  };
}

function describePerson(user: User): PersonDescription {
  return {
    id: user.id,
    username: loginOf(user),
    password: user._password,
    displayName: user.displayName,
    roles: user._roles.map(roleName),
    eligibleRoles: user._eligibleRoles.map(roleName),
    userType: user.userType,
  };
}

function roleName(templateId: string): string {
  return Object.entries(directoryRoles).find(([, id]) => id === templateId)?.[0] ?? templateId;
}
