import type { VplusProfile } from '@vplus/clients';
import type { UndoChoice } from '@vplus/contracts';
import type { Connection, Memory } from '../ports.ts';

/** What is known of a disconnect before it looks. */
export interface Undoing {
  connection: Connection;
  profile: VplusProfile;
  memory: Memory;
  undoChoice: UndoChoice;
}
