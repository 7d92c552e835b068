import type { Group } from '../core/world.ts';
import { guidOf } from '../seed/guid.ts';
import type { Access } from './access.ts';
import { type Asked, param } from './asked.ts';
import { type Entity, many, one } from './entity.ts';
import { GraphRefusal } from './refusal.ts';
import type { Route } from './route.ts';

const team: Entity<Group> = {
  type: 'team',
  set: 'teams',
  properties: ['id', 'displayName', 'description', 'isArchived', 'visibility', 'webUrl'],
  filterable: ['id', 'displayName'],
  view: (item, asked) => ({
    ...item,
    isArchived: false,
    visibility: 'private',
    webUrl: `https://teams.example/l/team/${item.id}?tenantId=${asked.tenant.id}`,
  }),
};

interface Channel {
  id: string;
  displayName: string;
}

/** Every team has this one, and it cannot be taken away. */
const channel: Entity<Channel> = {
  type: 'channel',
  set: 'channels',
  properties: [
    'id',
    'createdDateTime',
    'displayName',
    'description',
    'email',
    'membershipType',
    'webUrl',
    'isArchived',
  ],
  filterable: ['id', 'displayName', 'membershipType'],
  view: (item, asked) => ({
    ...item,
    createdDateTime: asked.tenant.createdDateTime,
    membershipType: 'standard',
    isArchived: false,
  }),
};

const access = (...permissions: string[]): Access => ({
  scopes: permissions,
  appRoles: permissions,
  refusal: {
    code: 'Forbidden',
    message: `Missing role permissions on the request. API requires one of '${permissions.join(', ')}'.`,
  },
});
const readTeams = access('Team.ReadBasic.All', 'TeamSettings.Read.All');
const readChannels = access('Channel.ReadBasic.All', 'ChannelSettings.Read.All');

export const teamRoutes: Route[] = [
  { method: 'GET', path: 'teams', access: readTeams, handle: (asked) => many(asked, team, teamsOf(asked)) },
  { method: 'GET', path: 'teams/{team}', access: readTeams, handle: (asked) => one(asked, team, teamNamed(asked)) },
  {
    method: 'GET',
    path: 'teams/{team}/channels',
    access: readChannels,
    handle(asked) {
      const { id } = teamNamed(asked);
      const general = { id: `19:${guidOf(`${id}/general`).replaceAll('-', '')}@thread.tacv2`, displayName: 'General' };
      return many(asked, channel, [general], { at: `teams('${id}')/channels` });
    },
  },
];

const teamsOf = (asked: Asked) => Object.values(asked.tenant.groups).filter((group) => group.isTeam);

function teamNamed(asked: Asked): Group {
  const { value } = param(asked, 'team');
  const found = teamsOf(asked).find((group) => group.id === value);
  if (!found) throw new GraphRefusal(404, 'NotFound', `No team found with Group Id ${value}`);
  return found;
}
