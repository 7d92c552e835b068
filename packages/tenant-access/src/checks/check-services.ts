import { listOf, message } from '@vplus/messages';
import { apis } from '../permissions/permission.ts';
import { permissions } from '../permissions/permissions.ts';
import type { Check } from './check.ts';

/** Whether the tenant has the three services that are to be backed up, and whether they offer what is asked for. */
export const checkServices: Check = {
  title: message('check-services.title'),

  async look({ reads }) {
    const offered = await reads.offered();
    const of = (appId: string) => offered.filter(({ permission }) => permission.resourceAppId === appId);
    const missing = apis.filter(({ appId }) => of(appId).length === 0).map(({ name }) => name);
    if (missing.length > 0)
      return {
        state: 'attention',
        finding: message('check-services.missing', { services: listOf(missing, 'or'), count: missing.length }),
        remedy: message('check-services.connect-again', { count: missing.length }),
      };
    const disabled = apis.filter(({ appId }) => of(appId).some(({ resourceEnabled }) => !resourceEnabled));
    if (disabled.length > 0)
      return {
        state: 'attention',
        finding: message('check-services.disabled', {
          services: listOf(disabled.map(({ name }) => name)),
          count: disabled.length,
        }),
        remedy: message('check-services.enable', { count: disabled.length }),
      };
    if (offered.length < permissions.length)
      return {
        state: 'attention',
        finding: message('check-services.offers', { offered: offered.length, all: permissions.length }),
      };
    return { state: 'ok', finding: message('check-services.all', { all: permissions.length }) };
  },
};
