import type { PersonPatch } from '#cloud/control/directory-schemas.ts';
import type { InboxPatch } from '#cloud/control/inbox.ts';
import type { NewFault, TenantPatch, WeatherPatch } from '#cloud/control/schemas.ts';
import type { WorldView } from '#cloud/control/views.ts';
import type { RequestRecord } from '#cloud/core/service.ts';
import type { Inbox } from '#cloud/inbox/inbox.ts';
import { ask } from './ask.ts';

/** The control API as this page uses it: its addresses, what is sent and what comes back. */
export const control = {
  world: () => ask<WorldView>('GET', '/world'),
  changeWeather: (change: WeatherPatch) => ask('PATCH', '/weather', change),

  changeTenant: (tenant: string, change: TenantPatch) => ask('PATCH', `/tenants/${tenant}`, change),
  endSessions: (tenant: string) => ask('POST', `/tenants/${tenant}/revoke-sessions`),
  removeApi: (tenant: string, appId: string) => ask('POST', `/tenants/${tenant}/remove-api/${appId}`),

  changePerson: (tenant: string, person: string, change: PersonPatch) =>
    ask('PATCH', `/tenants/${tenant}/people/${person}`, change),
  giveRole: (tenant: string, person: string, role: string) =>
    ask('POST', `/tenants/${tenant}/people/${person}/roles/${role}`),
  takeRole: (tenant: string, person: string, role: string) =>
    ask('DELETE', `/tenants/${tenant}/people/${person}/roles/${role}`),

  switchApplication: (tenant: string, appId: string, isDisabled: boolean) =>
    ask('PATCH', `/tenants/${tenant}/applications/${appId}`, { isDisabled }),
  switchServicePrincipal: (tenant: string, appId: string, accountEnabled: boolean) =>
    ask('PATCH', `/tenants/${tenant}/service-principals/${appId}`, { accountEnabled }),

  keepBackup: (tenant: string) => ask('POST', `/tenants/${tenant}/backups`),
  restoreBackup: (tenant: string, id: string) => ask('POST', `/tenants/${tenant}/backups/${id}/restore`),

  addFault: (fault: NewFault) => ask('POST', '/faults', fault),
  removeFault: (id: string) => ask('DELETE', `/faults/${id}`),
  removeFaults: () => ask('DELETE', '/faults'),

  inbox: () => ask<Inbox>('GET', '/inbox'),
  changeInbox: (change: InboxPatch) => ask('PATCH', '/inbox', change),
  emptyInbox: () => ask('DELETE', '/inbox'),

  requestsSince: (number: number) => ask<RequestRecord[]>('GET', `/requests?since=${number}`),
  emptyLog: () => ask('DELETE', '/requests'),

  snapshot: () => ask<object>('GET', '/snapshot'),
  restoreSnapshot: (text: string) => ask('PUT', '/snapshot', text),
  reset: () => ask('POST', '/reset'),
};
