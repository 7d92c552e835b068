import type { Graph } from '@vplus/clients';
import type { Workload } from '@vplus/contracts';
import * as z from 'zod';
import { leftOut, type Reading, reading } from './reading.ts';

const Person = z.object({
  id: z.string(),
  mail: z.nullable(z.string()),
  assignedPlans: z.array(z.object({ service: z.string(), capabilityStatus: z.string() })),
});
export type Person = z.infer<typeof Person>;
const Team = z.object({ id: z.string() });
const Root = z.object({ webUrl: z.url({ protocol: /^https?$/ }) });

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

const members =
  "/users?$filter=accountEnabled%20eq%20true%20and%20userType%20eq%20'Member'&$select=id,mail,assignedPlans&$top=50";

/** The reads that need no name of anything, in one round trip: users and groups, the root site, teams. */
export async function readTenant(
  graph: Graph,
  hasSharePoint: boolean,
  wants: (workload: Workload) => boolean,
): Promise<TenantReadings> {
  /** What is not of the shape is not there: a read proves that it is allowed, not that its answer is well formed. */
  const list = async <T>(row: z.ZodType<T>, path: string, operation: string): Promise<T[]> => {
    const rows =
      z.object({ value: z.array(z.unknown()) }).safeParse(await graph.read(path, operation)).data?.value ?? [];
    return rows.flatMap((one) => row.safeParse(one).data ?? []);
  };

  let users: Person[] = [];
  let teamId: string | null = null;
  let sharePointOrigin: string | null = null;
  const [directory, sites, teams] = await Promise.all([
    reading(async () => {
      [users] = await Promise.all([
        list(Person, members, 'GET /users'),
        list(z.unknown(), '/groups?$top=1&$select=id', 'GET /groups'),
      ]);
      return { is: 'works' };
    }),
    reading(async () => {
      if (!wants('sharepoint')) return leftOut;
      if (!hasSharePoint) return { is: 'nothing', note: 'SharePoint Online is not in this tenant.' };
      const root = Root.safeParse(await graph.read('/sites/root?$select=id,webUrl', 'GET /sites/root')).data;
      if (!root) return { is: 'nothing', note: 'This tenant has no SharePoint site.' };
      sharePointOrigin = new URL(root.webUrl).origin;
      return { is: 'works' };
    }),
    reading(async () => {
      if (!wants('teams')) return leftOut;
      const [team] = await list(Team, '/teams?$top=1&$select=id', 'GET /teams');
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
