import type { UnwordedPlan } from '@vplus/contracts';
import { apis } from '../permissions/permission.ts';

export interface ScriptApi {
  name: string;
  appId: string;
  roles: { id: string; value: string }[];
}

/** What the plan grants, by API: nothing that was left out, and nothing that the tenant does not offer. */
export const grantsOf = ({ permissions }: UnwordedPlan): ScriptApi[] =>
  apis
    .map(({ name, appId }) => ({
      name,
      appId,
      roles: permissions
        .filter(({ resourceAppId, state }) => resourceAppId === appId && (state === 'new' || state === 'granted'))
        .map(({ appRoleId, value }) => ({ id: appRoleId, value })),
    }))
    .filter(({ roles }) => roles.length > 0);
