import type { RunVerb } from '@vplus/contracts';
import type { Standing } from './write-moment.ts';

/** What a worker knows of the run that it has taken, and nobody else changes meanwhile. */
export interface Known {
  verb: RunVerb;
  stepIds: ReadonlySet<string>;
  standing: Standing;
}

export interface ActiveJob {
  /** How a journal that finds its lease gone reaches whoever works. */
  control: AbortController;
  taken: Known;
  /** The journal has let go of the run: it ended, or waits for a person. */
  isLeft: boolean;
}

/** The jobs that this process has, by lease. */
export type ActiveJobs = Map<string, ActiveJob>;
