import { meansFor } from './consequences.ts';
import type { Workload } from './reading.ts';

/** The proof in a few sentences: counted, the refused named, and what it means for the back-ups. */
export function summaryOf(workloads: Workload[]): { detail: string; attention: boolean } {
  const of = (is: Workload['reading']['is']) => workloads.filter(({ reading }) => reading.is === is);
  const [answered, refused, unproved, nothing] = [of('works'), of('refused'), of('unproved'), of('nothing')];
  const limited = answered.filter(({ reading }) => reading.is === 'works' && reading.limit);
  const all = answered.length === workloads.length;
  return {
    detail: [
      'Every permission is in a fresh token.',
      all
        ? workloads.length === 1
          ? 'The service answered.'
          : `All ${workloads.length} services answered.`
        : `${answered.length} of ${workloads.length} services answered.`,
      ...refused.map(sentenceOf),
      ...limited.map(sentenceOf),
      ...unproved.map(sentenceOf),
      ...(nothing.length > 0 ? [`Nothing to read: ${nothing.map(({ label }) => label).join(', ')}.`] : []),
    ].join(' '),
    attention: [...refused, ...unproved, ...limited].some(({ reading }) => isForSomebody(reading)),
  };
}

function sentenceOf({ key, label, reading }: Workload): string {
  if (reading.is === 'refused')
    return `Refused: ${label} (${reading.status}). ${reading.note} ${meansFor(key)}${reading.remedy ? ` ${reading.remedy}` : ''}`;
  if (reading.is === 'unproved') return `Not proved: ${label}. ${reading.note}`;
  return reading.is === 'works' && reading.limit
    ? `Limited: ${label}. ${reading.limit.note} ${reading.limit.remedy}`
    : '';
}

/** A limit that follows from what was chosen, and that nothing here can lift, leaves nobody anything to do. */
const isForSomebody = (reading: Workload['reading']): boolean =>
  reading.is !== 'refused' || !reading.final || reading.remedy !== undefined;
