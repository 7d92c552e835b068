import type { Graph } from '@vplus/clients';
import { type Reading, reading } from './reading.ts';

export interface Person {
  id: string;
  mail: string | null;
  assignedPlans: { service: string; capabilityStatus: string }[];
}

export interface TenantReadings {
  directory: Reading;
  sites: Reading;
  teams: Reading;
  /** Some people with a mailbox licence. */
  people: Person[];
  teamId: string | null;
  /** Where the tenant's SharePoint is; never guessed from a domain name. */
  sharePointOrigin: string | null;
}

interface List<T> {
  value: T[];
}

const members =
  "/users?$filter=accountEnabled%20eq%20true%20and%20userType%20eq%20'Member'&$select=id,mail,assignedPlans&$top=50";

/** The reads that need no name of anything, in one round trip: users and groups, the root site, teams. */
export async function readTenant(graph: Graph, hasSharePoint: boolean): Promise<TenantReadings> {
  const list = async <T>(path: string, operation: string) => (await graph.read<List<T>>(path, operation))?.value ?? [];

  let users: Person[] = [];
  let teamId: string | null = null;
  let sharePointOrigin: string | null = null;
  const [directory, sites, teams] = await Promise.all([
    reading(async () => {
      [users] = await Promise.all([
        list<Person>(members, 'GET /users'),
        list('/groups?$top=1&$select=id', 'GET /groups'),
      ]);
      return { is: 'works' };
    }),
    reading(async () => {
      if (!hasSharePoint) return { is: 'nothing', note: 'SharePoint Online is not in this tenant.' };
      const root = await graph.read<{ webUrl: string }>('/sites/root?$select=id,webUrl', 'GET /sites/root');
      if (!root) return { is: 'nothing', note: 'This tenant has no SharePoint site.' };
      sharePointOrigin = new URL(root.webUrl).origin;
      return { is: 'works' };
    }),
    reading(async () => {
      const [team] = await list<{ id: string }>('/teams?$top=1&$select=id', 'GET /teams');
      if (!team) return { is: 'nothing', note: 'There is no team to read.' };
      teamId = team.id;
      return { is: 'works' };
    }),
  ]);
  const people = users.filter(({ assignedPlans }) =>
    assignedPlans.some(({ service, capabilityStatus }) => service === 'exchange' && capabilityStatus === 'Enabled'),
  );
  return { directory, sites, teams, people, teamId, sharePointOrigin };
}
