import type { Asked } from './asked.ts';
import type { Attempt } from './attempt.ts';

/** A run that the sweep replays. */
export type ScenarioName =
  | 'connect'
  | 'lagging'
  | 'whole'
  | 'disconnect'
  | 'wholeUndone'
  | 'purge'
  | 'again'
  | 'check'
  | 'checkWhole'
  | 'lookWhole'
  | 'rotate'
  | 'rotateBoth'
  | 'rotateLagging'
  | 'repairGrant'
  | 'repairPassword'
  | 'repairOrganization';

/** What a run without faults looked like: what every case is made from. */
export interface Recording {
  asked: Asked[];
  writes: Attempt['writes'];
  waits: number;
  /** Of a look with nobody signed in: the steps that it knew nothing of. */
  unseen: string[];
}
