import { message, sentences, type Words } from '@vplus/messages';
import type { Addition } from '@vplus/reconciler';
import type { Readers } from '../ports.ts';

/** Of what was added those that may be taken away: a run removes what its approved plan lists, and nothing else. */
export function sorted(additions: Addition[], { mayRemove }: Pick<Readers, 'mayRemove'>) {
  const [removes, stays] = [true, false].map((may) =>
    additions.filter(({ key }) => (mayRemove?.(key) ?? true) === may),
  );
  return { removes: removes ?? [], stays: stays ?? [] };
}

/** For what stays because no approved plan lists it. */
export const notListed = (stays: Addition[]): Words =>
  sentences(...stays.map(({ what }) => what), message('additions.left-alone', { count: stays.length }));
