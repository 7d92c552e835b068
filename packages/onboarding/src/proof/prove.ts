import { workloadRefusals } from '@vplus/contracts/refusals';
import { exchangeApi, graphApi, sharePointApi } from '../permissions/permission.ts';
import type { Services } from '../ports.ts';
import { readPeople } from './read-people.ts';
import { readTenant } from './read-tenant.ts';
import { limitedBy, noteOf, type Reading, reading, type Workload } from './reading.ts';
import { type NewApplication, type ProofToken, proofToken } from './tokens.ts';

export type Proof = { lacking: string } | { workloads: Workload[] };

/**
 * What was granted works: fresh tokens of the new application carry every role, and one harmless read per workload,
 * without any content, is answered. The longest chain is four round trips: token, tenant, SharePoint's token (beside
 * it the reads of a person), SharePoint itself (beside it Exchange).
 */
export async function prove(services: Services, application: NewApplication): Promise<Proof> {
  const { endpoints } = services;
  const [forGraph, forExchange] = await Promise.all([
    proofToken(services, application, graphApi.appId, endpoints.graphScope),
    proofToken(services, application, exchangeApi.appId, endpoints.exchangeScope),
  ]);
  const early = lackingOf([forGraph, forExchange]);
  if (early) return { lacking: early };
  if (forGraph.is !== 'complete') return { workloads: [] };

  const graph = services.graphAs(forGraph.accessToken);
  const hasSharePoint = application.offered.some(({ permission }) => permission.resourceAppId === sharePointApi.appId);
  const tenant = await readTenant(graph, hasSharePoint);
  const [{ people, ews }, { forSharePoint, sharePoint }] = await Promise.all([
    readPeople(graph, tenant).then(async (people) => ({
      people,
      ews: await readEws(services, forExchange, people.mailbox),
    })),
    readSharePoint(services, application, tenant.sharePointOrigin),
  ]);
  const late = lackingOf([forSharePoint]);
  if (late) return { lacking: late };

  return {
    workloads: [
      { key: 'directory', label: 'Users and groups', group: 'Directory', reading: tenant.directory },
      { key: 'mail', label: 'Mail', group: 'Exchange', reading: people.mail },
      { key: 'calendar', label: 'Calendars', group: 'Exchange', reading: people.calendar },
      { key: 'contacts', label: 'Contacts', group: 'Exchange', reading: people.contacts },
      { key: 'mailbox-settings', label: 'Mailbox settings', group: 'Exchange', reading: people.settings },
      { key: 'ews', label: 'Exchange Web Services', group: 'Exchange', reading: ews },
      { key: 'onedrive', label: 'OneDrive files', group: 'OneDrive', reading: people.drive },
      { key: 'sites', label: 'Sites', group: 'SharePoint', reading: tenant.sites },
      { key: 'sharepoint', label: "SharePoint's own interface", group: 'SharePoint', reading: sharePoint },
      { key: 'teams', label: 'Teams and channels', group: 'Teams', reading: people.channels },
    ],
  };
}

function lackingOf(tokens: ProofToken[]): string | undefined {
  for (const token of tokens)
    if (token.is === 'lacking')
      return `Microsoft has not put ${token.roles.length} of the permissions of ${token.api} into effect yet.`;
  return undefined;
}

async function readEws({ exchange }: Services, token: ProofToken, mailbox: string | null): Promise<Reading> {
  if (token.is !== 'complete') return { is: 'nothing', note: 'Exchange Online is not in this tenant.' };
  if (!mailbox) return { is: 'nothing', note: 'Nobody here has a mailbox to read.' };
  return reading(async () =>
    (await exchange.readInbox(token.accessToken, mailbox)) === 'works'
      ? { is: 'works' }
      : limitedBy(workloadRefusals.ewsBlocked),
  );
}

/** The token first: that its roles are there is worth proving, although SharePoint refuses what a secret obtained. */
async function readSharePoint(
  services: Services,
  application: NewApplication,
  origin: string | null,
): Promise<{ forSharePoint: ProofToken; sharePoint: Reading }> {
  const nothing: Reading = { is: 'nothing', note: 'SharePoint Online is not in this tenant.' };
  if (!origin) return { forSharePoint: { is: 'not-offered' }, sharePoint: nothing };

  const forSharePoint = await proofToken(services, application, sharePointApi.appId, `${origin}/.default`);
  if (forSharePoint.is !== 'complete') return { forSharePoint, sharePoint: nothing };
  const sharePoint = await reading(async () =>
    (await services.sharePointAt(origin).readWeb(forSharePoint.accessToken)) === 'works'
      ? { is: 'works' }
      : { is: 'limited', note: noteOf(workloadRefusals.certificateNeeded) },
  );
  return { forSharePoint, sharePoint };
}
