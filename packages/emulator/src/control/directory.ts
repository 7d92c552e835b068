import type { Cloud } from '../core/service.ts';
import type { Application, ServicePrincipal, Tenant, User } from '../core/world.ts';
import { plansOf } from '../seed/licences.ts';
import { makePerson } from '../seed/people.ts';
import { directoryRoles } from '../seed/roles.ts';
import type { NewPerson, PersonPatch } from './directory-schemas.ts';

/** Somebody of a tenant by id, user principal name, or what stands before its @. */
export function personNamed(tenant: Tenant, name: string): User | null {
  const wanted = name.toLowerCase();
  const names = ({ id, userPrincipalName }: User) => [
    id,
    userPrincipalName.toLowerCase(),
    userPrincipalName.toLowerCase().split('@')[0],
  ];
  return Object.values(tenant.users).find((user) => names(user).includes(wanted)) ?? null;
}

/** Changes what a person is, has, and may open. */
export function changePerson(person: User, { mailbox, drive, ...plain }: PersonPatch): void {
  Object.assign(person, plain);
  if (mailbox === 'at-mail') delete person._mailbox;
  else if (mailbox !== undefined) person._mailbox = mailbox === null ? null : { address: mailbox };
  if (drive === undefined) return;
  person._drive = drive !== 'absent';
  person._driveLocked = drive === 'locked';
}

/** Adds somebody; `first` puts them before everybody else, where a list begins. */
export function addPerson(tenant: Tenant, wanted: NewPerson, cloud: Cloud): User {
  const { login, name, roles, unlicensed, first, ...more } = wanted;
  const [domain = ''] = tenant.domains;
  const known = Object.entries(directoryRoles);
  const person = makePerson(
    tenant.id,
    domain,
    plansOf('SPE_E5'),
    {
      login,
      name,
      unlicensed,
      roles: roles.flatMap((role) => known.find(([title, id]) => role === title || role === id)?.[0] ?? []) as never[],
    },
    new Date(cloud.clock.now()).toISOString(),
  );
  changePerson(person, more);
  const others = Object.entries(tenant.users);
  const all = first ? [[person.id, person] as const, ...others] : [...others, [person.id, person] as const];
  tenant.users = Object.assign(Object.create(null), Object.fromEntries(all));
  return person;
}

/** An application or service principal by the id that both share. */
export function byAppId<T extends Application | ServicePrincipal>(items: Record<string, T>, appId: string): T | null {
  return Object.values(items).find((item) => item.appId === appId) ?? null;
}
