import { message } from '@vplus/messages';
import type { PlanWords, Seen } from '#steps/seen.ts';
import { newIn } from './changes.ts';

export const planWords = (seen: Seen): PlanWords => ({
  make: message('grant-permissions.plan', { count: newIn(seen).size }),
});
