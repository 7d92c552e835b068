import type { Group, User } from '../core/world.ts';
import type { Entity } from './entity.ts';

/** https://learn.microsoft.com/graph/api/resources/user: eleven properties by default, the others when selected. */
export const user: Entity<User> = {
  type: 'user',
  set: 'users',
  properties: [
    'businessPhones',
    'displayName',
    'givenName',
    'jobTitle',
    'mail',
    'mobilePhone',
    'officeLocation',
    'preferredLanguage',
    'surname',
    'userPrincipalName',
    'id',
    'accountEnabled',
    'assignedPlans',
    'userType',
  ],
  onSelect: ['accountEnabled', 'assignedPlans', 'userType'],
  filterable: ['id', 'displayName', 'userPrincipalName', 'mail', 'accountEnabled', 'userType', 'assignedPlans'],
  view: (item) => ({
    ...item,
    businessPhones: [],
    givenName: item.displayName.split(' ')[0] ?? null,
    surname: item.displayName.split(' ').slice(1).join(' ') || null,
  }),
};

/** https://learn.microsoft.com/graph/api/resources/group */
export const group: Entity<Group> = {
  type: 'group',
  set: 'groups',
  properties: [
    'id',
    'deletedDateTime',
    'description',
    'displayName',
    'groupTypes',
    'mail',
    'mailEnabled',
    'mailNickname',
    'resourceProvisioningOptions',
    'securityEnabled',
    'visibility',
  ],
  filterable: [
    'id',
    'displayName',
    'mailNickname',
    'groupTypes',
    'resourceProvisioningOptions',
    'securityEnabled',
    'mailEnabled',
  ],
  view: (item, asked) => ({
    ...item,
    groupTypes: item.isTeam ? ['Unified'] : [],
    mail: item.isTeam ? `${item.mailNickname}@${asked.tenant.domains[0]}` : null,
    mailEnabled: item.isTeam,
    resourceProvisioningOptions: item.isTeam ? ['Team'] : [],
    securityEnabled: !item.isTeam,
    visibility: item.isTeam ? 'Private' : null,
  }),
};
