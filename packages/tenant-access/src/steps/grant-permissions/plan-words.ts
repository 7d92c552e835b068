import type { PlanWords, Seen } from '#steps/seen.ts';
import { newIn } from './changes.ts';

export function planWords(seen: Seen): PlanWords {
  const { size } = newIn(seen);
  return { make: `${size === 1 ? '1 permission is' : `${size} permissions are`} granted for the whole organization.` };
}
