import type { GraphReads } from '@vplus/clients';
import type { Workload } from '@vplus/contracts';
import { message, type Words } from '@vplus/messages';
import * as z from 'zod';
import type { Readers } from '../ports.ts';
import { attempt, refusedWith } from './attempt.ts';
import { type Candidates, candidatesOf, Person } from './candidates.ts';
import { leftOut, type Reading, type Refused } from './reading.ts';

const Listed = z.object({ id: z.string() });
const Site = z.object({ id: z.string().optional(), webUrl: z.url({ protocol: /^https?$/ }) });
const Page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() });

export interface TenantReadings {
  directory: Reading;
  sites: Reading;
  teams: Reading;
  people: Candidates;
  /** Some teams to look into. */
  teamIds: string[];
  /** Where the tenant's SharePoint is; never guessed from a domain name. */
  sharePointOrigin: string | null;
}

const members =
  "/users?$filter=accountEnabled%20eq%20true%20and%20userType%20eq%20'Member'&$select=id,mail,userPrincipalName,proxyAddresses,assignedPlans&$top=100";
/** Five thousand members without a mailbox in sight: then it is said that there may be more. */
const mostPages = 50;
const enough = 6;
/** What is asked of the service as a whole is worth waiting for: it stands for everybody. */
const servicePatienceMs = 6 * 60_000;

/** The reads that need no name of anything, in one round trip: users and groups, the root site, teams. */
export async function readTenant(
  services: Readers,
  graph: GraphReads,
  hasSharePoint: boolean,
  wants: (workload: Workload) => boolean,
): Promise<TenantReadings> {
  let people = candidatesOf([], true);
  let teamIds: string[] = [];
  let sharePointOrigin: string | null = null;
  const tried = (read: () => Promise<'answered' | 'none' | Refused>, nothing: Words) =>
    attempt(services, { candidates: [null], read, nothing, patienceMs: servicePatienceMs });

  const [directory, sites, teams] = await Promise.all([
    tried(async () => {
      const groups = graph.read('/groups?$top=1&$select=id', 'GET /groups');
      const [found] = await Promise.all([readMembers(graph), groups]);
      if (!found || (await groups) === null) return refusedWith({ status: 404 });
      people = found;
      return 'answered';
    }, message('proof.no-directory')),
    wants('sharepoint')
      ? hasSharePoint
        ? readSites(services, graph, (origin) => {
            sharePointOrigin = origin;
          })
        : ({ is: 'nothing', note: message('proof.sharepoint-not-here') } as const)
      : leftOut,
    wants('teams')
      ? tried(async () => {
          const { value } = pageIn(await graph.read('/teams?$top=5&$select=id', 'GET /teams'));
          teamIds = value.flatMap((row) => Listed.safeParse(row).data?.id ?? []);
          return teamIds.length > 0 ? 'answered' : 'none';
        }, message('proof.no-team'))
      : leftOut,
  ]);
  return { directory, sites, teams, people, teamIds, sharePointOrigin };
}

/** Page by page, until there are people enough to ask, or nobody is left. `null`: there is no such list. */
async function readMembers(graph: GraphReads): Promise<Candidates | null> {
  const people: Person[] = [];
  let next: string | null = members;
  for (let page = 0; next !== null && page < mostPages; page += 1) {
    const answer: unknown = await graph.read(next, 'GET /users');
    if (answer === null) return null;
    const read = pageIn(answer);
    people.push(...read.value.flatMap((row) => Person.safeParse(row).data ?? []));
    next = pathOf(read['@odata.nextLink']);
    const { ews, drives } = candidatesOf(people, false);
    if (ews.length >= enough && drives.length >= enough) break;
  }
  return candidatesOf(people, next === null);
}

/** The root site; where that one is locked or refused, another one tells where SharePoint is as well. */
async function readSites(services: Readers, graph: GraphReads, found: (origin: string) => void): Promise<Reading> {
  const root = '/sites/root?$select=id,webUrl';
  const others = '/sites?search=*&$select=id,webUrl&$top=5';
  return attempt(services, {
    candidates: [root, others],
    nothing: message('proof.no-site'),
    patienceMs: servicePatienceMs,
    async read(path) {
      const answer = await graph.read(path, path === root ? 'GET /sites/root' : 'GET /sites');
      const rows = path === root ? [answer] : pageIn(answer).value;
      const site = rows
        .flatMap((row) => Site.safeParse(row).data ?? [])
        .find(({ webUrl }) => !new URL(webUrl).hostname.includes('-my.'));
      if (!site) return 'none';
      found(new URL(site.webUrl).origin);
      return 'answered';
    },
  });
}

/** What is not of the shape is empty: a read proves that it is allowed, not that its answer is well formed. */
const pageIn = (answer: unknown): z.infer<typeof Page> => Page.safeParse(answer).data ?? { value: [] };

/** Path and query only: the token goes nowhere else, whatever the link names. */
function pathOf(link: string | undefined): string | null {
  const url = link ? URL.parse(link) : null;
  return url?.pathname.startsWith('/v1.0/') ? url.pathname.slice('/v1.0'.length) + url.search : null;
}
