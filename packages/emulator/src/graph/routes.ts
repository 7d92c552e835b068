import { appRoleAssignmentRoutes } from './app-role-assignments.ts';
import { applicationCredentialRoutes } from './application-credentials.ts';
import { applicationKeyRoutes } from './application-keys.ts';
import { ownerRoutes } from './application-owners.ts';
import { applicationRoutes } from './applications.ts';
import { deletedItemRoutes } from './deleted-items.ts';
import { directoryObjectRoutes } from './directory-objects.ts';
import { directoryRoleRoutes } from './directory-roles.ts';
import { federatedCredentialRoutes } from './federated-credentials.ts';
import { mailboxRoutes } from './mailboxes.ts';
import { meRoutes } from './me.ts';
import { organizationRoutes } from './organization.ts';
import { permissionGrantRoutes } from './permission-grants.ts';
import { policyRoutes } from './policies.ts';
import type { Route } from './route.ts';
import { servicePrincipalRoutes } from './service-principals.ts';
import { sharepointSettingsRoutes } from './sharepoint-settings.ts';
import { siteRoutes } from './sites.ts';
import { teamRoutes } from './teams.ts';
import { userRoutes } from './users.ts';

/** All that the practice Graph answers; where two patterns fit, the first one counts. */
export const routes: Route[] = [
  ...applicationRoutes,
  ...applicationCredentialRoutes,
  ...applicationKeyRoutes,
  ...federatedCredentialRoutes,
  ...ownerRoutes,
  ...servicePrincipalRoutes,
  ...appRoleAssignmentRoutes,
  ...permissionGrantRoutes,
  ...deletedItemRoutes,
  ...directoryObjectRoutes,
  ...organizationRoutes,
  ...meRoutes,
  ...directoryRoleRoutes,
  ...policyRoutes,
  ...sharepointSettingsRoutes,
  ...userRoutes,
  ...siteRoutes,
  ...teamRoutes,
  ...mailboxRoutes,
];
