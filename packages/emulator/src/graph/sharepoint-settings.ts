import { z } from 'zod';
import { sharePointOnline } from '../seed/apis.ts';
import type { Access } from './access.ts';
import type { Asked } from './asked.ts';
import { bodyOf } from './body.ts';
import { actual } from './directory.ts';
import { type Entity, one } from './entity.ts';
import { badRequest } from './refusal.ts';
import type { Route } from './route.ts';

const settings: Entity<Asked['tenant']> = {
  type: 'sharepointSettings',
  set: 'admin/sharepoint/settings',
  properties: ['isLegacyAuthProtocolsEnabled'],
  view: (tenant) => ({ isLegacyAuthProtocolsEnabled: tenant.sharepoint.isLegacyAuthProtocolsEnabled }),
};

const refusal = { code: 'accessDenied', message: 'Access denied' };
const readSettings: Access = {
  scopes: ['SharePointTenantSettings.Read.All'],
  appRoles: ['SharePointTenantSettings.Read.All'],
  people: ['SharePoint Administrator', 'Global Reader'],
  refusal,
};
const writeSettings: Access = {
  scopes: ['SharePointTenantSettings.ReadWrite.All'],
  appRoles: ['SharePointTenantSettings.ReadWrite.All'],
  people: ['SharePoint Administrator'],
  refusal,
};

const Body = z.strictObject({ isLegacyAuthProtocolsEnabled: z.boolean() }).partial();

/** https://learn.microsoft.com/graph/api/resources/sharepointsettings: the one switch that the vendor's page asks for. */
export const sharepointSettingsRoutes: Route[] = [
  {
    method: 'GET',
    path: 'admin/sharepoint/settings',
    access: readSettings,
    handle(asked) {
      demandSharePoint(asked);
      return one(asked, settings, asked.tenant);
    },
  },
  {
    method: 'PATCH',
    path: 'admin/sharepoint/settings',
    access: writeSettings,
    handle(asked) {
      demandSharePoint(asked);
      const { isLegacyAuthProtocolsEnabled } = bodyOf(asked.call, 'SharepointSettings', Body);
      if (isLegacyAuthProtocolsEnabled !== undefined)
        asked.tenant.sharepoint.isLegacyAuthProtocolsEnabled = isLegacyAuthProtocolsEnabled;
      return one(asked, settings, asked.tenant);
    },
  },
];

/** A tenant without SharePoint has nothing to show. */
export function demandSharePoint(asked: Asked): void {
  if (!actual(asked, 'servicePrincipals', { property: 'appId', value: sharePointOnline })) {
    throw badRequest('Tenant does not have a SPO license.', 'BadRequest');
  }
}
