import type { Check } from './check.ts';

/** Microsoft refuses tokens and assertions whose times are off by more than this. */
const mostMinutes = 5;

/** Our clock against the one of Microsoft's answer. */
export const checkClock: Check = {
  title: 'Clock',

  async look({ reads }) {
    await reads.organization();
    const skewMs = reads.skewMs();
    if (skewMs === null) return { state: 'unknown', finding: "Microsoft's answer does not tell the time." };
    const minutes = Math.round(Math.abs(skewMs) / 60_000);
    if (Math.abs(skewMs) <= mostMinutes * 60_000)
      return { state: 'ok', finding: "The clock of this assistant agrees with Microsoft's." };
    return {
      state: 'attention',
      finding: `The clock of this assistant is ${minutes} minutes ${skewMs > 0 ? 'behind' : 'ahead of'} Microsoft's. Sign-ins may be refused.`,
      remedy: 'Have whoever runs this assistant set its clock by a time server (NTP).',
    };
  },
};
