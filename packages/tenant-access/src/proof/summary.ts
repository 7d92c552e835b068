import { listOf, message, sentences, type Words } from '@vplus/messages';
import { meansFor } from './consequences.ts';
import type { Workload } from './reading.ts';

/** The proof in a few sentences: counted, the refused named, and what it means for the back-ups. */
export function summaryOf(workloads: Workload[]): { detail: Words; attention: boolean } {
  const of = (is: Workload['reading']['is']) => workloads.filter(({ reading }) => reading.is === is);
  const [answered, refused, unproved, nothing] = [of('works'), of('refused'), of('unproved'), of('nothing')];
  const limited = answered.filter(({ reading }) => reading.is === 'works' && reading.limit);
  const all = answered.length === workloads.length;
  const count = workloads.length;
  return {
    detail: sentences(
      message('proof.every-permission'),
      all
        ? message('proof.all-answered', { count })
        : message('proof.some-answered', { answered: answered.length, count }),
      ...[...refused, ...limited, ...unproved].flatMap(sentencesOf),
      ...(nothing.length > 0
        ? [
            message('proof.nothing-to-read', {
              what: listOf(
                nothing.map(({ label }) => label),
                'comma',
              ),
            }),
          ]
        : []),
    ),
    attention: [...refused, ...unproved, ...limited].some(({ reading }) => isForSomebody(reading)),
  };
}

function sentencesOf({ key, label, reading }: Workload): Words[] {
  if (reading.is === 'refused') {
    const { status, note, remedy } = reading;
    return [message('proof.refused', { label, status }), note, meansFor(key), ...(remedy ? [remedy] : [])];
  }
  if (reading.is === 'unproved') return [message('proof.not-proved', { label }), reading.note];
  return reading.is === 'works' && reading.limit
    ? [message('proof.limited', { label }), reading.limit.note, reading.limit.remedy]
    : [];
}

/** A limit that follows from what was chosen, and that nothing here can lift, leaves nobody anything to do. */
const isForSomebody = (reading: Workload['reading']): boolean =>
  reading.is !== 'refused' || !reading.final || reading.remedy !== undefined;
