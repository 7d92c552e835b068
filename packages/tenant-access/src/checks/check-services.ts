import { apis } from '../permissions/permission.ts';
import { permissions } from '../permissions/permissions.ts';
import { type Check, listed } from './check.ts';

/** Whether the tenant has the three services that are to be backed up, and whether they offer what is asked for. */
export const checkServices: Check = {
  title: 'Microsoft 365 services',

  async look({ reads }) {
    const offered = await reads.offered();
    const of = (appId: string) => offered.filter(({ permission }) => permission.resourceAppId === appId);
    const missing = apis.filter(({ appId }) => of(appId).length === 0).map(({ name }) => name);
    if (missing.length > 0)
      return {
        state: 'attention',
        finding: `This tenant has no ${missing.join(' and no ')}: its permissions are not offered here. The rest can be connected.`,
        remedy: 'Connect again once the service is there: what is missing will be added.',
      };
    const disabled = apis.filter(({ appId }) => of(appId).some(({ resourceEnabled }) => !resourceEnabled));
    if (disabled.length > 0)
      return {
        state: 'attention',
        finding: `${listed(disabled.map(({ name }) => name))} is disabled for sign-in in this tenant, so no application can reach it.`,
        remedy: 'Enable it among the enterprise applications of your tenant.',
      };
    if (offered.length < permissions.length)
      return {
        state: 'attention',
        finding: `This tenant offers ${offered.length} of the ${permissions.length} permissions. The others are left out.`,
      };
    return { state: 'ok', finding: `All services are there and offer all ${permissions.length} permissions.` };
  },
};
