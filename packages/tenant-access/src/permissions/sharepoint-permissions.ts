import { message } from '@vplus/messages';
import { of, type Permission, sharePointApi } from './permission.ts';

/** The 5 permissions of SharePoint's own API on the vendor's page, in its order. */
export const sharePointPermissions: Permission[] = [
  of(sharePointApi, {
    value: 'Sites.FullControl.All',
    appRoleId: '678536fe-1083-478a-9c59-b99265e6b0d3',
    workload: 'sharepoint',
    strength: 'full',
    reason: message('sharepoint-permissions.sites-full-control-all'),
  }),
  of(sharePointApi, {
    value: 'Sites.Manage.All',
    appRoleId: '9bff6588-13f2-4c48-bbf2-ddab62256b36',
    workload: 'sharepoint',
    strength: 'write',
    reason: message('sharepoint-permissions.sites-manage-all'),
    coveredBy: 'Sites.FullControl.All',
  }),
  of(sharePointApi, {
    value: 'Sites.Read.All',
    appRoleId: 'd13f72ca-a275-4b96-b789-48ebcc4da984',
    workload: 'sharepoint',
    strength: 'read',
    reason: message('sharepoint-permissions.sites-read-all'),
    coveredBy: 'Sites.FullControl.All',
  }),
  of(sharePointApi, {
    value: 'Sites.ReadWrite.All',
    appRoleId: 'fbcd29d2-fcca-4405-aded-518d457caae4',
    workload: 'sharepoint',
    strength: 'write',
    reason: message('sharepoint-permissions.sites-read-write-all'),
    coveredBy: 'Sites.FullControl.All',
  }),
  of(sharePointApi, {
    value: 'User.ReadWrite.All',
    appRoleId: '741f803b-c850-494e-b5df-cde7c675a1ca',
    workload: 'sharepoint',
    strength: 'write',
    reason: message('sharepoint-permissions.user-read-write-all'),
  }),
];
