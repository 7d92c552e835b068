import type { DeletedItem, GraphApplication, VplusProfile } from '@vplus/clients';
import type { UnwordedCall, UnwordedPermissionRow } from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import type { Look } from '@vplus/reconciler';
import type { Offered } from '../permissions/offered.ts';
import type { Connection, Memory, Readers } from '../ports.ts';

/** What the words of a planned step are made from. */
export interface Seen {
  finding: Look<Readers, Connection>['finding'];
  connection: Connection;
  application: GraphApplication | null;
  deleted: DeletedItem | null | undefined;
  offered: Offered[];
  permissions: UnwordedPermissionRow[];
  profile: VplusProfile;
  memory: Memory;
  /** The tenant's own rules for applications; undefined: may not be read. */
  defaultPolicy: unknown;
  /** Epoch milliseconds. */
  now: number;
}

export interface PlanWords {
  /** What will be done, for people. */
  make: Words;
  /** The requests behind it, for those who want to know exactly; absent: the step has them as `changes`, or there are none. */
  calls?: UnwordedCall[];
}

/** How many permissions the plan asks for, granted or not. */
export const askedIn = ({ permissions }: Pick<Seen, 'permissions'>): UnwordedPermissionRow[] =>
  permissions.filter(({ state }) => state === 'new' || state === 'granted');
