import { Problem } from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { ByHand } from '../by-hand-way.ts';
import { assistantRole, isOurs } from './assistant-role.ts';
import { LookOutput } from './output.ts';

/** What the assistant itself may do is given knowingly, and no script does it on the way. */
export const lookAllowedByHand: ByHand = {
  wants: 'script',
  plan: () => message('allow-look.plan-by-hand'),
  ask: ({ is }) => message(is === 'partly' ? 'allow-look.take-back-by-hand' : 'allow-look.give-by-hand'),
  isLeft: (found) => ('output' in found ? (LookOutput.safeParse(found.output).data?.ours ?? false) : false),
  // What a person gave is theirs to take away; what this assistant gave before has to be gone.
  async undo({ services }) {
    const { standingAccess } = await services.recall();
    if (!standingAccess) return;
    const seen = await assistantRole(services);
    if (seen.is === 'seen' && seen.assignment && isOurs(standingAccess, seen.assignment))
      throw new Problem('remove-by-hand');
  },
};
