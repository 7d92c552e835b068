import { guidOf } from '../seed/guid.ts';
import type { Access } from './access.ts';
import { type Asked, param } from './asked.ts';
import { type Entity, many, one } from './entity.ts';
import { GraphRefusal, locked } from './refusal.ts';
import type { Route } from './route.ts';
import { demandSharePoint } from './sharepoint-settings.ts';

interface Site {
  id: string;
  name: string;
  displayName: string;
  webUrl: string;
  root: object | null;
  /** Below the host: empty for the root site. */
  path: string;
}

const site: Entity<Site> = {
  type: 'site',
  set: 'sites',
  properties: [
    'createdDateTime',
    'description',
    'displayName',
    'id',
    'lastModifiedDateTime',
    'name',
    'root',
    'siteCollection',
    'webUrl',
  ],
  view: (item, asked) => ({
    ...item,
    createdDateTime: asked.tenant.createdDateTime,
    lastModifiedDateTime: asked.tenant.createdDateTime,
    siteCollection: { hostname: asked.tenant.sharepoint.host },
  }),
};

const readSites: Access = {
  scopes: ['Sites.Read.All'],
  appRoles: ['Sites.Read.All'],
  refusal: { code: 'accessDenied', message: 'Access denied' },
};

/** `/sites?search=words`, `*` for all: the one search that backup products rest on. */
function searched(asked: Asked): [Asked, Entity<Site>, Site[]] {
  const words = asked.query.get('$search')?.trim().toLowerCase();
  asked.query.delete('$search');
  const found = sitesOf(asked).filter(({ displayName, name }) =>
    [displayName, name].some((text) => text.toLowerCase().includes(words ?? '')),
  );
  return [asked, site, !words || words === '*' ? sitesOf(asked) : found];
}

/** The root site, and one for every team. */
export const siteRoutes: Route[] = [
  { method: 'GET', path: 'sites', access: readSites, handle: (asked) => many(...searched(asked)) },
  { method: 'GET', path: 'sites/getAllSites', access: readSites, handle: (asked) => many(asked, site, sitesOf(asked)) },
  {
    method: 'GET',
    path: 'sites/{site}',
    access: readSites,
    handle(asked) {
      const { value } = param(asked, 'site');
      const found = sitesOf(asked).find((item) => item.id === value || (value === 'root' && item.root));
      if (!found) throw new GraphRefusal(404, 'itemNotFound', 'Requested site could not be found');
      if (asked.tenant.sharepoint.lockedSites?.includes(found.path)) throw locked();
      return one(asked, site, found);
    },
  },
];

function sitesOf(asked: Asked): Site[] {
  demandSharePoint(asked);
  const { id, displayName, groups, sharepoint } = asked.tenant;
  const make = (name: string, title: string, path: string, root: object | null): Site => ({
    id: `${sharepoint.host},${guidOf(`${id}/site/${path}`)},${guidOf(`${id}/web/${path}`)}`,
    name,
    displayName: title,
    // The practice SharePoint serves every tenant on one origin: the address that a client can really ask.
    webUrl: `${asked.cloud.origins.sharepoint}${path}`,
    root,
    path,
  });
  const teams = Object.values(groups).filter((group) => group.isTeam);
  return [
    make('', displayName, '', {}),
    ...teams.map((team) => make(team.mailNickname, team.displayName, `/sites/${team.mailNickname}`, null)),
  ];
}
