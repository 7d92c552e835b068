import type { ClientCredential } from '@vplus/clients';
import { workloadRefusals } from '@vplus/contracts/refusals';
import { exchangeApi, graphApi, type Permission, sharePointApi } from '../permissions/permission.ts';
import type { Services } from '../ports.ts';
import { probeEws } from './probe-ews.ts';
import { readPeople } from './read-people.ts';
import { readTenant } from './read-tenant.ts';
import { leftOut, noteOf, type Reading, reading, type Workload } from './reading.ts';
import type { TokenSeen } from './seen.ts';
import { type NewApplication, type ProofToken, proofToken } from './tokens.ts';

export type Proof =
  | { lacking: string }
  | { workloads: Workload[]; tokens: TokenSeen[]; sharePointOrigin: string | null };

/**
 * What was granted works: fresh tokens of the new application carry every role, and one harmless read per workload,
 * without any content, is answered. The longest chain is four round trips: token, tenant, SharePoint's token (beside
 * it the reads of a person), SharePoint itself (beside it Exchange).
 */
export async function prove(services: Services, application: NewApplication): Promise<Proof> {
  const { endpoints } = services;
  const { credential, sharePointCredential } = application;
  const graphToken = (by: ClientCredential) =>
    proofToken(services, application, by, graphApi.appId, endpoints.graphScope);
  const [forGraph, forExchange, ofOther] = await Promise.all([
    graphToken(credential),
    proofToken(services, application, credential, exchangeApi.appId, endpoints.exchangeScope),
    // Each of two credentials is proved, also where there is no SharePoint to show the second to.
    ...(credential === sharePointCredential ? [] : [graphToken(sharePointCredential)]),
  ]);
  const early = [forGraph, forExchange, ...(ofOther ? [ofOther] : [])];
  const lacking = lackingOf(early);
  if (lacking) return { lacking };
  if (forGraph.is !== 'complete') return { workloads: [], tokens: [], sharePointOrigin: null };

  const graph = services.graphAs(forGraph.accessToken);
  const hasSharePoint = application.offered.some(({ permission }) => permission.resourceAppId === sharePointApi.appId);
  const wants = (workload: Permission['workload']) =>
    application.offered.some(({ permission }) => permission.workload === workload);
  const tenant = await readTenant(graph, hasSharePoint, wants);
  const [{ people, ews }, { forSharePoint, sharePoint }] = await Promise.all([
    readPeople(graph, tenant, wants).then(async (people) => ({
      people,
      ews: (await wants('exchange')) ? await readEws(services, forExchange, people.mailbox) : leftOut,
    })),
    wants('sharepoint')
      ? readSharePoint(services, application, tenant.sharePointOrigin)
      : { forSharePoint: { is: 'not-offered' as const }, sharePoint: leftOut },
  ]);
  const late = lackingOf([forSharePoint]);
  if (late) return { lacking: late };

  const row = (key: string, group: string, label: string, request: string, reading: Reading): Workload => ({
    key,
    label,
    group,
    request,
    reading,
  });
  return {
    sharePointOrigin: tenant.sharePointOrigin,
    tokens: [...early, forSharePoint].flatMap((token) => (token.is === 'not-offered' ? [] : [token.seen])),
    workloads: [
      row('directory', 'Directory', 'Users and groups', 'GET /users, GET /groups', tenant.directory),
      row('mail', 'Exchange', 'Mail', 'GET /users/{id}/mailFolders/inbox', people.mail),
      row('calendar', 'Exchange', 'Calendars', 'GET /users/{id}/calendars', people.calendar),
      row('contacts', 'Exchange', 'Contacts', 'GET /users/{id}/contactFolders', people.contacts),
      row('mailbox-settings', 'Exchange', 'Mailbox settings', 'GET /users/{id}/mailboxSettings', people.settings),
      row('ews', 'Exchange', 'Exchange Web Services', 'POST /EWS/Exchange.asmx (GetFolder)', ews),
      row('onedrive', 'OneDrive', 'OneDrive files', 'GET /users/{id}/drive', people.drive),
      row('sites', 'SharePoint', 'Sites', 'GET /sites/root', tenant.sites),
      row('sharepoint', 'SharePoint', "SharePoint's own interface", 'GET {sharepoint}/_api/web', sharePoint),
      row('teams', 'Teams', 'Teams and channels', 'GET /teams, GET /teams/{id}/channels', people.channels),
    ].filter(({ reading }) => reading !== leftOut),
  };
}

function lackingOf(tokens: ProofToken[]): string | undefined {
  for (const token of tokens)
    if (token.is === 'lacking')
      return `Microsoft has not put ${token.seen.missing.length} of the permissions of ${token.seen.api} into effect yet.`;
  return undefined;
}

async function readEws(services: Services, token: ProofToken, mailbox: string | null): Promise<Reading> {
  if (token.is !== 'complete') return { is: 'nothing', note: 'Exchange Online is not in this tenant.' };
  if (!mailbox) return { is: 'nothing', note: 'Nobody here has a mailbox to read.' };
  return probeEws(services, token.accessToken, mailbox);
}

/** The token first: that its roles are there is worth proving, although SharePoint refuses what a secret obtained. */
async function readSharePoint(
  services: Services,
  application: NewApplication,
  origin: string | null,
): Promise<{ forSharePoint: ProofToken; sharePoint: Reading }> {
  const nothing: Reading = { is: 'nothing', note: 'SharePoint Online is not in this tenant.' };
  if (!origin) return { forSharePoint: { is: 'not-offered' }, sharePoint: nothing };

  const { sharePointCredential } = application;
  const scope = `${origin}/.default`;
  const forSharePoint = await proofToken(services, application, sharePointCredential, sharePointApi.appId, scope);
  if (forSharePoint.is !== 'complete') return { forSharePoint, sharePoint: nothing };
  const sharePoint = await reading(async () =>
    (await services.sharePointAt(origin).readWeb(forSharePoint.accessToken)) === 'works'
      ? { is: 'works' }
      : { is: 'limited', note: noteOf(workloadRefusals.certificateNeeded), status: 401 },
  );
  return { forSharePoint, sharePoint };
}
