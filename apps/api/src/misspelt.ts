import { message, type Words } from '@vplus/messages';
import { distance } from 'fastest-levenshtein';
import { faultOfSetting } from './configuration-error.ts';

/** Shorter names (PORT, HOST) resemble too many that other programs use. */
const leastLetters = 7;
const mostSlips = 2;
/** Names that begin so are nobody's but ours. */
const ours = /^ASSISTANT_(CLIENT|CERT|SECRET|ID|KEY|TENANT)/;

export interface Misspelt {
  /** The setting that is meant; null where none is near. */
  meant: string | null;
  fault: Words;
}

/** Variables that look like one of ours and are none: what is meant would be left at its default without a word. */
export function misspelt(given: string[], known: string[]): Misspelt[] {
  return given.flatMap((name): Misspelt[] => {
    if (known.includes(name)) return [];
    const spelt = name.toUpperCase();
    const [nearest] = known
      .filter((one) => one.length >= leastLetters && !given.includes(one))
      .map((one) => ({ one, slips: distance(spelt, one) }))
      .toSorted((a, b) => a.slips - b.slips);
    if (nearest && nearest.slips <= mostSlips)
      return [
        { meant: nearest.one, fault: faultOfSetting(name, message('settings.misspelt', { meant: nearest.one })) },
      ];
    return ours.test(spelt) ? [{ meant: null, fault: faultOfSetting(name, message('settings.unknown')) }] : [];
  });
}
