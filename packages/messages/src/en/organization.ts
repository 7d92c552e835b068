/** What vPlus shows of the organization, and of its synchronizations. */
export const organization = {
  'organization.not-imported':
    '"{server}" does not import {what, select, users {users} sites {sites} other {users and sites}} of this organization.',
  'organization.reading': 'vPlus is reading the tenant: {percent} %.',
  'organization.not-read': 'vPlus could not read the tenant.',
  'organization.not-read-because': 'vPlus could not read the tenant: “{said}”',
  'organization.try-again': 'We try again in {seconds, plural, one {# second} other {# seconds}}.',
} as const;
