import { message } from '@vplus/messages';
import type { Check } from './check.ts';

/** Microsoft refuses tokens and assertions whose times are off by more than this. */
const mostMinutes = 5;

/** Our clock against the one of Microsoft's answer. */
export const checkClock: Check = {
  title: message('check-clock.title'),

  async look({ reads }) {
    await reads.organization();
    const skewMs = reads.skewMs();
    if (skewMs === null) return { state: 'unknown', finding: message('check-clock.no-time') };
    const minutes = Math.round(Math.abs(skewMs) / 60_000);
    if (Math.abs(skewMs) <= mostMinutes * 60_000) return { state: 'ok', finding: message('check-clock.agrees') };
    return {
      state: 'attention',
      finding: message(skewMs > 0 ? 'check-clock.behind' : 'check-clock.ahead', { minutes }),
      remedy: message('check-clock.set-clock'),
    };
  },
};
