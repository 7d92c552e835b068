import { mailboxAddressOf } from '../core/mailbox.ts';
import type { User } from '../core/world.ts';
import { guidOf } from '../seed/guid.ts';
import { type Access, isAppOnly } from './access.ts';
import { type Asked, param } from './asked.ts';
import { type Entity, many, one } from './entity.ts';
import { denied, GraphRefusal, locked } from './refusal.ts';
import type { Route } from './route.ts';
import { personNamed } from './users.ts';

const errorAccessDenied = { code: 'ErrorAccessDenied', message: 'Access is denied. Check credentials and try again.' };
const access = (...permissions: string[]): Access => ({
  scopes: permissions,
  appRoles: permissions,
  refusal: errorAccessDenied,
});

interface Named {
  id: string;
  name: string;
}

const mailFolder: Entity<Named> = {
  type: 'mailFolder',
  set: 'mailFolders',
  properties: [
    'id',
    'displayName',
    'parentFolderId',
    'childFolderCount',
    'unreadItemCount',
    'totalItemCount',
    'isHidden',
  ],
  view: ({ id, name }) => ({
    id,
    displayName: name,
    childFolderCount: 0,
    unreadItemCount: 0,
    totalItemCount: 0,
    isHidden: false,
  }),
};

const calendar: Entity<Named> = {
  type: 'calendar',
  set: 'calendars',
  properties: ['id', 'name', 'color', 'isDefaultCalendar', 'canEdit', 'owner'],
  view: ({ id, name }) => ({ id, name, color: 'auto', isDefaultCalendar: true, canEdit: true }),
};

const contactFolder: Entity<Named> = {
  type: 'contactFolder',
  set: 'contactFolders',
  properties: ['id', 'parentFolderId', 'displayName'],
  view: ({ id, name }) => ({ id, displayName: name }),
};

const mailboxSettings: Entity<Named> = {
  type: 'mailboxSettings',
  set: 'mailboxSettings',
  properties: ['timeZone', 'dateFormat', 'timeFormat', 'userPurpose'],
  view: () => ({ timeZone: 'UTC', dateFormat: 'yyyy-MM-dd', timeFormat: 'HH:mm', userPurpose: 'user' }),
};

const drive: Entity<Named> = {
  type: 'drive',
  set: 'drives',
  properties: ['id', 'name', 'driveType', 'webUrl', 'createdDateTime'],
  view: ({ id, name }, asked) => ({
    id,
    name: 'OneDrive',
    driveType: 'business',
    webUrl: `https://${asked.tenant.sharepoint.host.replace('.', '-my.')}/personal/${name}`,
    createdDateTime: asked.tenant.createdDateTime,
  }),
};

const readFolders = access('Mail.ReadBasic', 'Mail.ReadBasic.All', 'Mail.Read');

/** What a backup looks into: only what is needed to see that it may look. */
export const mailboxRoutes: Route[] = [
  {
    method: 'GET',
    path: 'users/{user}/mailFolders',
    access: readFolders,
    handle: (asked) => many(asked, mailFolder, [inboxOf(asked)], at(asked, 'mailFolders')),
  },
  {
    method: 'GET',
    path: 'users/{user}/mailFolders/inbox',
    access: readFolders,
    handle: (asked) => one(asked, mailFolder, inboxOf(asked), at(asked, 'mailFolders')),
  },
  {
    method: 'GET',
    path: 'users/{user}/calendars',
    access: access('Calendars.ReadBasic', 'Calendars.ReadBasic.All', 'Calendars.Read'),
    handle(asked) {
      const own = { id: guidOf(`${mailboxOf(asked).id}/calendar`), name: 'Calendar' };
      return many(asked, calendar, [own], at(asked, 'calendars'));
    },
  },
  {
    method: 'GET',
    path: 'users/{user}/contactFolders',
    access: access('Contacts.Read'),
    handle(asked) {
      mailboxOf(asked);
      return many(asked, contactFolder, [], at(asked, 'contactFolders'));
    },
  },
  {
    method: 'GET',
    path: 'users/{user}/mailboxSettings',
    access: access('MailboxSettings.Read'),
    handle: (asked) =>
      one(
        asked,
        mailboxSettings,
        { id: mailboxOf(asked).id, name: '' },
        { ...at(asked, 'mailboxSettings'), bare: true },
      ),
  },
  {
    method: 'GET',
    path: 'users/{user}/drive',
    access: {
      ...access('Files.Read.All', 'Sites.Read.All'),
      refusal: { code: 'accessDenied', message: 'Access denied' },
    },
    handle(asked) {
      const person = personNamed(asked, param(asked, 'user').value);
      if (!person._drive) throw new GraphRefusal(404, 'ResourceNotFound', "User's mysite not found.");
      if (person._driveLocked) throw locked();
      return one(asked, drive, {
        id: `b!${guidOf(`${person.id}/drive`)}`,
        name: person.userPrincipalName.replace(/\W/g, '_'),
      });
    },
  },
];

/** Where an answer says that it comes from: below the person as the request names them. */
const at = (asked: Asked, name: string) => ({
  at: `users('${encodeURIComponent(param(asked, 'user').value)}')/${name}`,
});

function inboxOf(asked: Asked): Named {
  return { id: guidOf(`${mailboxOf(asked).id}/inbox`), name: 'Inbox' };
}

/** Whose mailbox is asked for, if there is one and the caller may look into it. */
function mailboxOf(asked: Asked): User {
  const person = personNamed(asked, param(asked, 'user').value);
  if (!isAppOnly(asked) && person.id !== asked.token.oid)
    throw denied(errorAccessDenied.code, errorAccessDenied.message);
  if (isAppOnly(asked) && asked.tenant.weather.mailboxesLimited) {
    throw denied(
      errorAccessDenied.code,
      'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.',
    );
  }
  if (mailboxAddressOf(person) === null) {
    throw new GraphRefusal(
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    );
  }
  return person;
}
