import {
  type DeletedItem,
  deleteApplication,
  type GraphApplication,
  updateApplication,
  upsertApplication,
} from '@vplus/clients';
import type { Choices } from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { Addition } from '@vplus/reconciler';
import { closing } from '#additions/application-additions.ts';
import { uniqueNameOf } from '#application/naming.ts';
import { chosenOf, type Offered } from '#permissions/offered.ts';
import type { Connection, Memory } from '#ports.ts';
import { type Change, onGraph } from '#steps/change.ts';
import type { Seen } from '#steps/seen.ts';
import { openingsBefore, wantedOfAdopted } from './adoption.ts';
import { driftOf, wantedApplication } from './application.ts';
import { purging, removingCertificates, removingCredential, restoring, restoringPrincipal } from './bin-changes.ts';

/** The whole of it in one. */
export const registration = (connection: Connection, offered: Offered[]) =>
  onGraph(
    message('register-application.registers'),
    upsertApplication(uniqueNameOf(connection), wantedApplication(connection, offered)),
  );

interface Given {
  connection: Connection;
  offered: Offered[];
  memory: Memory;
  /** What others added and the plan takes away. */
  removes: Addition[];
}

/** What puts an application right that is there: only what differs. Empty: nothing of it can be set by a request. */
export function corrections(present: GraphApplication, { connection, offered, memory, removes }: Given): Change[] {
  const body = {
    ...driftOf(present, wantedOf(present, connection, offered)).change,
    ...closing(present, openingsBefore(present, connection, memory), removes),
  };
  if (Object.keys(body).length === 0) return [];
  const isOurs = connection.choices.adoptApplication === null;
  const why = message(isOurs ? 'register-application.corrects' : 'register-application.corrects-adopted');
  return [onGraph(why, updateApplication(present.id, body))];
}

export const wantedOf = (application: GraphApplication, connection: Connection, offered: Offered[]) =>
  connection.choices.adoptApplication === null
    ? wantedApplication(connection, offered)
    : wantedOfAdopted(application, connection, offered);

export function changes({ connection, application, finding, deleted, memory, ...seen }: Seen): Change[] {
  const offered = chosenOf(seen.offered, connection.choices);
  const removes = finding.is === 'partly' ? (finding.removes ?? []) : [];
  if (application && finding.is === 'partly') return corrections(application, { connection, offered, memory, removes });
  if (connection.choices.adoptApplication !== null) return [];
  const change = registration(connection, offered);
  // The name is taken as long as a deleted one lies in the bin: the first try is refused and changes nothing.
  return deleted ? [change, change, ...fromTheBin(deleted, connection.choices)] : [change];
}

/** The identity and the credentials that come back with it show only then. */
const fromTheBin = ({ id }: DeletedItem, { deletedApplication }: Choices): Change[] =>
  deletedApplication === 'purge'
    ? [purging(id)]
    : [
        restoring(id),
        restoringPrincipal('{service principal}'),
        removingCredential(id, '{keyId}'),
        removingCertificates(id),
      ];

export const deleting = (objectId: string): Change =>
  onGraph(message('register-application.undo-title'), deleteApplication(objectId));
