import type { Graph } from '@vplus/clients';
import type { Workload } from '@vplus/contracts';
import type { Person, TenantReadings } from './read-tenant.ts';
import { leftOut, type Reading, reading } from './reading.ts';

export interface PeopleReadings {
  mail: Reading;
  calendar: Reading;
  contacts: Reading;
  settings: Reading;
  drive: Reading;
  channels: Reading;
  /** Somebody whose mailbox answered. */
  mailbox: string | null;
}

const triedPeople = 5;
const noMailbox = 'Nobody here has a mailbox to read.';

/** The reads that need a person or a team: one round trip when the first person has a mailbox and a drive. */
export async function readPeople(
  graph: Graph,
  { people, teams, teamId }: TenantReadings,
  wants: (workload: Workload) => boolean,
): Promise<PeopleReadings> {
  let mailbox: string | null = null;

  /** Of the first who has one: a mailbox or a drive may not be set up for everybody. */
  const ofSomebody = (workload: Workload, path: string, none: string, found?: (person: Person) => void) =>
    reading(async () => {
      if (!wants(workload)) return leftOut;
      for (const person of people.slice(0, triedPeople)) {
        const answer = await graph.read(
          `/users/${encodeURIComponent(person.id)}${path}`,
          `GET /users/{id}${path.replace(/\?.*/, '')}`,
        );
        if (answer === null) continue;
        found?.(person);
        return { is: 'works' };
      }
      return { is: 'nothing', note: none };
    });

  const [mail, calendar, contacts, settings, drive, channels] = await Promise.all([
    ofSomebody('exchange', '/mailFolders/inbox?$select=id', noMailbox, (person) => {
      mailbox = person.mail;
    }),
    ofSomebody('exchange', '/calendars?$top=1&$select=id', noMailbox),
    ofSomebody('exchange', '/contactFolders?$top=1&$select=id', noMailbox),
    ofSomebody('exchange', '/mailboxSettings?$select=timeZone', noMailbox),
    ofSomebody('onedrive', '/drive?$select=id,driveType', 'Nobody here has a OneDrive to read.'),
    reading(async () => {
      if (!teamId) return teams;
      await graph.read(`/teams/${encodeURIComponent(teamId)}/channels?$select=id`, 'GET /teams/{id}/channels');
      return { is: 'works' };
    }),
  ]);
  return { mail, calendar, contacts, settings, drive, channels, mailbox };
}
