import type { UnwordedDisconnectPlan } from '@vplus/contracts';
import { type DisconnectOptions, disconnectHashOf, draftDisconnect } from './disconnect-draft.ts';

/** A dry run: a look at everything that a disconnect undoes, and nothing else. Throws what was refused. */
export async function makeDisconnectPlan({
  madeAt,
  ...options
}: DisconnectOptions & { madeAt: string }): Promise<UnwordedDisconnectPlan> {
  const draft = await draftDisconnect(options);
  return { ...draft, hash: disconnectHashOf(draft), madeAt };
}
