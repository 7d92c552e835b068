import type { Workload } from '@vplus/contracts';
import type { Words } from '@vplus/messages';

/** An application permission of one of Microsoft's APIs, and why vPlus needs it. */
export interface Permission {
  /** `{resourceAppId}/{appRoleId}`: SharePoint and Graph share a role id. */
  key: string;
  api: string;
  resourceAppId: string;
  value: string;
  appRoleId: string;
  workload: Workload;
  strength: 'read' | 'write' | 'full';
  reason: Words;
  /** The permission of the same list that allows all of this one and more. */
  coveredBy?: string;
  /** What the vendor's page says differently. */
  note?: Words;
}

export interface Api {
  name: string;
  appId: string;
}

export const graphApi: Api = { name: 'Microsoft Graph', appId: '00000003-0000-0000-c000-000000000000' };
export const exchangeApi: Api = {
  name: 'Office 365 Exchange Online',
  appId: '00000002-0000-0ff1-ce00-000000000000',
};
export const sharePointApi: Api = {
  name: 'Office 365 SharePoint Online',
  appId: '00000003-0000-0ff1-ce00-000000000000',
};
export const apis = [graphApi, exchangeApi, sharePointApi];

export const of = (api: Api, row: Omit<Permission, 'key' | 'api' | 'resourceAppId'>): Permission => ({
  key: `${api.appId}/${row.appRoleId}`,
  api: api.name,
  resourceAppId: api.appId,
  ...row,
});
