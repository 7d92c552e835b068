import type { ClientCredential } from '@vplus/clients';
import { workloadRefusals } from '@vplus/contracts/refusals';
import { message, type Words } from '@vplus/messages';
import { takesCertificate } from '../organization/organization.ts';
import { exchangeApi, graphApi, type Permission, sharePointApi } from '../permissions/permission.ts';
import type { Readers } from '../ports.ts';
import { attempt, refusedWith } from './attempt.ts';
import { probeEws } from './probe-ews.ts';
import { readPeople, unknownPeople } from './read-people.ts';
import { readTenant, type TenantReadings } from './read-tenant.ts';
import { leftOut, type Reading, refusedBy, type Workload } from './reading.ts';
import type { TokenSeen } from './seen.ts';
import { type NewApplication, type ProofToken, proofToken } from './tokens.ts';

export type Proof =
  | { lacking: Words }
  | { workloads: Workload[]; tokens: TokenSeen[]; sharePointOrigin: string | null };

/**
 * What was granted works: fresh tokens of the new application carry every role, and one harmless read per workload,
 * without any content, is answered. Each is an attempt of its own: a service that refuses its token, or a mailbox, a
 * site, a team or a drive that answers badly, is a row of the proof and no more. The longest chain is four round trips:
 * token, tenant, SharePoint's token (beside it the reads of a person), SharePoint itself (beside it Exchange).
 */
export async function prove(services: Readers, application: NewApplication): Promise<Proof> {
  const { endpoints } = services;
  const { credential, sharePointCredential, offered } = application;
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
  if (forGraph.is === 'not-offered') return { workloads: [], tokens: [], sharePointOrigin: null };

  const hasSharePoint = offered.some(({ permission }) => permission.resourceAppId === sharePointApi.appId);
  const wants = (workload: Permission['workload']) =>
    offered.some(({ permission }) => permission.workload === workload);
  const graph = forGraph.is === 'complete' ? services.graphAs(forGraph.accessToken) : null;
  const tenant = graph && (await readTenant(services, graph, hasSharePoint, wants));
  const [people, ews, { forSharePoint, sharePoint }] = await Promise.all([
    graph && tenant && readPeople(services, graph, tenant, wants),
    wants('exchange') ? readEws(services, forExchange, tenant) : leftOut,
    wants('sharepoint')
      ? readSharePoint(services, application, tenant)
      : { forSharePoint: { is: 'not-offered' as const }, sharePoint: leftOut },
  ]);
  const late = lackingOf([forSharePoint]);
  if (late) return { lacking: late };
  const noToken = forGraph.is === 'refused' ? forGraph.reading : leftOut;
  const of = (workload: Permission['workload'], reading: Reading | undefined) =>
    reading ?? (wants(workload) ? noToken : leftOut);

  const row = (key: string, group: Words, label: Words, request: string, reading: Reading): Workload => ({
    key,
    label,
    group,
    request,
    reading,
  });
  return {
    sharePointOrigin: tenant?.sharePointOrigin ?? null,
    tokens: [...early, forSharePoint].flatMap((token) => ('seen' in token ? [token.seen] : [])),
    workloads: [
      row(
        'directory',
        message('proof.directory'),
        message('proof.users-and-groups'),
        'GET /users, GET /groups',
        of('directory', tenant?.directory),
      ),
      row('mail', 'Exchange', message('proof.mail'), 'GET /users/{id}/mailFolders/inbox', of('exchange', people?.mail)),
      row(
        'calendar',
        'Exchange',
        message('proof.calendars'),
        'GET /users/{id}/calendars',
        of('exchange', people?.calendar),
      ),
      row(
        'contacts',
        'Exchange',
        message('proof.contacts'),
        'GET /users/{id}/contactFolders',
        of('exchange', people?.contacts),
      ),
      row(
        'mailbox-settings',
        'Exchange',
        message('proof.mailbox-settings'),
        'GET /users/{id}/mailboxSettings',
        of('exchange', people?.settings),
      ),
      row('ews', 'Exchange', message('proof.ews'), 'POST /EWS/Exchange.asmx (GetFolder)', ews),
      row('onedrive', 'OneDrive', message('proof.onedrive'), 'GET /users/{id}/drive', of('onedrive', people?.drive)),
      row('sites', 'SharePoint', message('proof.sites'), 'GET /sites/root', of('sharepoint', tenant?.sites)),
      row('sharepoint', 'SharePoint', message('proof.sharepoint'), 'GET {sharepoint}/_api/web', sharePoint),
      row(
        'teams',
        'Teams',
        message('proof.teams-and-channels'),
        'GET /teams, GET /teams/{id}/channels',
        of('teams', people?.channels),
      ),
    ].filter(({ reading }) => reading !== leftOut),
  };
}

function lackingOf(tokens: ProofToken[]): Words | undefined {
  for (const token of tokens)
    if (token.is === 'lacking')
      return message('proof.not-in-effect', { count: token.seen.missing.length, api: token.seen.api });
  return undefined;
}

/** People that Graph names are tried; where it names none, there is nobody to try. */
async function readEws(services: Readers, token: ProofToken, tenant: TenantReadings | null): Promise<Reading> {
  if (token.is === 'refused') return token.reading;
  if (token.is !== 'complete') return { is: 'nothing', note: message('proof.exchange-not-here') };
  return tenant?.directory.is === 'works' ? probeEws(services, token.accessToken, tenant.people) : unknownPeople;
}

/** The token first: that its roles are there is worth proving, although SharePoint refuses what a secret obtained. */
async function readSharePoint(
  services: Readers,
  application: NewApplication,
  tenant: TenantReadings | null,
): Promise<{ forSharePoint: ProofToken; sharePoint: Reading }> {
  const origin = tenant?.sharePointOrigin;
  if (!origin) return { forSharePoint: { is: 'not-offered' }, sharePoint: withoutOrigin(tenant) };

  const { sharePointCredential } = application;
  const scope = `${origin}/.default`;
  const forSharePoint = await proofToken(services, application, sharePointCredential, sharePointApi.appId, scope);
  if (forSharePoint.is === 'refused') return { forSharePoint, sharePoint: forSharePoint.reading };
  if (forSharePoint.is !== 'complete') return { forSharePoint, sharePoint: notHere };
  const bySecret = 'secret' in sharePointCredential;
  const sharePoint = await attempt(services, {
    candidates: [origin],
    nothing: notHere.note,
    patienceMs: 6 * 60_000,
    async read() {
      if ((await services.sharePointAt(origin).readWeb(forSharePoint.accessToken)) === 'works') return 'answered';
      // A certificate that is refused is no question of the kind of credential.
      if (!bySecret) return refusedWith({ status: 401 });
      const { certificateNeeded } = workloadRefusals;
      return refusedBy(certificateNeeded, 401, takesCertificate(services) ? { remedy: certificateNeeded.remedy } : {});
    },
  });
  return { forSharePoint, sharePoint };
}

const notHere = { is: 'nothing', note: message('proof.sharepoint-not-here') } as const;

function withoutOrigin(tenant: TenantReadings | null): Reading {
  if (tenant?.sites.is === 'nothing') return notHere;
  return { is: 'unproved', status: null, note: message('proof.sharepoint-address-unknown') };
}
