import type { Verb } from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { OnRefused } from './on-refused.ts';
import type { Parts } from './parts.ts';
import { actor } from './permit.ts';

const hourMs = 60 * 60_000;
/** Whoever goes on trying must not fill the log: so many entries an hour, of one person and of all together. */
const mostPerPerson = 20;
const mostOfAll = 1000;

/** What a verb is called in the message, whose choices are words. */
const names: Partial<Record<Verb, string>> = {
  'delete-organization': 'organization',
  'remove-assistant': 'remove',
  'manage-alerts': 'alerts',
};
const named = (verb: Verb): string => names[verb] ?? verb;

export function openRefusals({ store, log, now }: Pick<Parts, 'store' | 'log'> & { now(): number }): OnRefused {
  let hour = 0;
  let all = 0;
  const ofPerson = new Map<string, number>();

  return (caller, verb, { tenantId, runId }) => {
    // Reading is looked at, not written down: what may not be seen is not there.
    if (verb === 'read') return;
    const thisHour = Math.floor(now() / hourMs);
    if (thisHour !== hour) {
      hour = thisHour;
      all = 0;
      ofPerson.clear();
    }
    const person = `${caller.tenantId}/${caller.objectId}`;
    const count = (ofPerson.get(person) ?? 0) + 1;
    if (count > mostPerPerson || all >= mostOfAll) return;
    ofPerson.set(person, count);
    all += 1;
    const what =
      count === mostPerPerson ? message('history.refused-more') : message('history.refused', { verb: named(verb) });
    store
      .note({ tenantId, kind: 'refusal', by: actor(caller, null), what, ...(runId ? { runId } : {}) })
      .catch((err: unknown) => log.warn({ err }, 'A refused attempt could not be noted'));
  };
}
