import { message, type Words } from '@vplus/messages';
import type { Finding, Observation, StepContext } from '@vplus/reconciler';
import type { Connection, Learned, Readers, Services } from '../ports.ts';
import type { Seen } from './seen.ts';

type Looking = StepContext<Readers, Connection>;

/** How a step is brought about where the assistant may not write in the tenant and a person does. */
export interface ByHand {
  wants: 'script' | 'secret';
  /** What the person is asked to do, behind what the look saw. */
  ask(found: Finding<unknown>, connection: Connection, now: number): Words;
  /** What a plan says of it; absent: what it says to everybody. */
  plan?(seen: Seen): Words;
  /** Looks instead of the step's own `find`, which it is given. */
  find?: (
    context: Looking,
    find: (context: Looking) => Promise<Observation<unknown, Learned>>,
  ) => Promise<Observation<unknown, Learned>>;
  /** Whether what a look sees is left for a person to take away; absent: whatever is there. */
  isLeft?(found: object): boolean;
  /**
   * What a disconnect does. Absent: it looks whether a person took away what the step leaves. null: nothing, since a
   * look cannot tell whose it is.
   */
  undo?: ((context: StepContext<Services, Connection>) => Promise<void>) | null;
}

/** The script does it, but for what others added: that it leaves alone. */
export const byScript = (plan?: (seen: Seen) => Words): ByHand => ({
  wants: 'script',
  ask: (found) => message(hasRemovals(found) ? 'steps.run-script-and-rest' : 'steps.run-script'),
  ...(plan ? { plan } : {}),
});

const hasRemovals = (found: Finding<unknown>): boolean => found.is === 'partly' && (found.removes ?? []).length > 0;
