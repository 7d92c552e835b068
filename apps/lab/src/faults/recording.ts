import type { Asked } from './asked.ts';
import type { Turn } from './turn.ts';

/** A run that the sweep replays. */
export type ActName =
  | 'connect'
  | 'lagging'
  | 'whole'
  | 'disconnect'
  | 'wholeUndone'
  | 'purge'
  | 'again'
  | 'check'
  | 'checkWhole';

/** What a run without faults looked like: what every case is made from. */
export interface Recording {
  asked: Asked[];
  writes: Turn['writes'];
  waits: number;
}
