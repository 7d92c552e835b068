import type { GraphReads } from '@vplus/clients';
import type { Workload } from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { Readers } from '../ports.ts';
import { attempt } from './attempt.ts';
import { nobody, type Person } from './candidates.ts';
import type { TenantReadings } from './read-tenant.ts';
import { leftOut, type Reading } from './reading.ts';

export interface PeopleReadings {
  mail: Reading;
  calendar: Reading;
  contacts: Reading;
  settings: Reading;
  drive: Reading;
  channels: Reading;
}

/** The reads that need a person or a team: one round trip when the first of them has what is asked for. */
export async function readPeople(
  services: Readers,
  graph: GraphReads,
  { directory, people, teams, teamIds }: TenantReadings,
  wants: (workload: Workload) => boolean,
): Promise<PeopleReadings> {
  /** Of the first who has one: a mailbox or a drive may not be set up for everybody. */
  const ofSomebody = async (
    workload: Workload,
    candidates: Person[],
    path: string,
    what: 'mailbox' | 'drive',
  ): Promise<Reading> => {
    if (!wants(workload)) return leftOut;
    if (directory.is !== 'works') return unknownPeople;
    return attempt(services, {
      candidates,
      nothing: nobody(people, what),
      async read({ id }) {
        const answer = await graph.read(
          `/users/${encodeURIComponent(id)}${path}`,
          `GET /users/{id}${path.replace(/\?.*/, '')}`,
        );
        return answer === null ? 'none' : 'answered';
      },
    });
  };
  const ofMailbox = (path: string) => ofSomebody('exchange', people.mailboxes, path, 'mailbox');

  const [mail, calendar, contacts, settings, drive, channels] = await Promise.all([
    ofMailbox('/mailFolders/inbox?$select=id'),
    ofMailbox('/calendars?$top=1&$select=id'),
    ofMailbox('/contactFolders?$top=1&$select=id'),
    ofMailbox('/mailboxSettings?$select=timeZone'),
    ofSomebody('onedrive', people.drives, '/drive?$select=id,driveType', 'drive'),
    teams.is === 'works' ? readChannels(services, graph, teamIds) : teams,
  ]);
  return { mail, calendar, contacts, settings, drive, channels };
}

const readChannels = (services: Readers, graph: GraphReads, teamIds: string[]): Promise<Reading> =>
  attempt(services, {
    candidates: teamIds,
    nothing: message('proof.no-channels'),
    async read(id) {
      const path = `/teams/${encodeURIComponent(id)}/channels?$select=id`;
      return (await graph.read(path, 'GET /teams/{id}/channels')) === null ? 'none' : 'answered';
    },
  });

export const unknownPeople: Reading = {
  is: 'unproved',
  status: null,
  note: message('proof.nobody-tried'),
};
