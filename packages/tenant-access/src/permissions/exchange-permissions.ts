import { message } from '@vplus/messages';
import { exchangeApi, of, type Permission } from './permission.ts';

/** The one permission of Exchange Online on the vendor's page. */
export const exchangePermissions: Permission[] = [
  of(exchangeApi, {
    value: 'full_access_as_app',
    appRoleId: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40',
    workload: 'exchange',
    strength: 'full',
    reason: message('exchange-permissions.full-access-as-app'),
  }),
];
